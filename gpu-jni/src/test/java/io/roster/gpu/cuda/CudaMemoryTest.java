/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.cuda;

import io.roster.gpu.GpuMemory;
import io.roster.gpu.GpuMemoryContract;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("gpu")
class CudaMemoryTest extends GpuMemoryContract {

  @BeforeAll
  static void a_card_is_there() {
    CudaCards.orSkip();
  }

  @Override
  protected GpuMemory createMemory(long capacityBytes) {
    return Cuda.load().deviceMemory(capacityBytes);
  }
}
