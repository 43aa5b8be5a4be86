/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

class HostArtifactStoreTest extends ArtifactStoreContract {

  @Override
  GpuMemory createMemory(long capacityBytes) {
    return new HostGpuMemory(capacityBytes);
  }
}
