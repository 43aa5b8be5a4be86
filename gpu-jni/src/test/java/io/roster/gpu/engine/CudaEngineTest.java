/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import io.roster.gpu.GpuMemory;
import io.roster.gpu.cuda.CudaCards;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("gpu")
class CudaEngineTest extends GpuEngineContract {

  @BeforeAll
  static void a_card_is_there() {
    CudaCards.orSkip();
  }

  @Override
  GpuMemory gpu(long capacityBytes) {
    return CudaCards.orSkip().deviceMemory(capacityBytes);
  }
}
