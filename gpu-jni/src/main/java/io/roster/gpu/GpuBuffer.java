/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** A range of device memory. */
public interface GpuBuffer extends Space {

  int deviceOrdinal();
}
