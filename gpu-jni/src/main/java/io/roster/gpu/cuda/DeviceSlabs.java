/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.cuda;

import static jcuda.driver.JCudaDriver.cuMemAlloc;
import static jcuda.driver.JCudaDriver.cuMemFree;

import io.roster.gpu.host.Arena;
import jcuda.driver.CUdeviceptr;

/** Slabs of a card's memory. */
record DeviceSlabs(Card card) implements Arena.Slabs<CUdeviceptr> {

  @Override
  public CUdeviceptr allocate(long bytes) {
    CUdeviceptr slab = new CUdeviceptr();
    card.run(() -> cuMemAlloc(slab, bytes));
    return slab;
  }

  @Override
  public void free(CUdeviceptr slab) {
    card.run(() -> cuMemFree(slab));
  }
}
