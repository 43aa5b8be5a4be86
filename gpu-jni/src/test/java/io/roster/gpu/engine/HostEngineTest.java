/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import io.roster.gpu.GpuMemory;
import io.roster.gpu.host.HostGpuMemory;
import java.util.List;

class HostEngineTest extends GpuEngineContract {

  @Override
  GpuMemory gpu(long capacityBytes) {
    return HostGpuMemory.playing(List.of(capacityBytes));
  }
}
