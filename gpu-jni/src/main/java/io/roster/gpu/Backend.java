/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** What the GPU memory of an engine is made of. */
public enum Backend {
  /** Memory of the host plays the GPU. */
  HOST,
  /** The cards of this machine, or no engine. */
  CUDA,
  /** The cards of this machine, or host memory if there are none; the log says which and why. */
  AUTO
}
