/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.cuda;

import static jcuda.driver.JCudaDriver.CU_MEMHOSTALLOC_PORTABLE;
import static jcuda.driver.JCudaDriver.cuMemFreeHost;
import static jcuda.driver.JCudaDriver.cuMemHostAlloc;

import io.roster.gpu.host.Arena;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import jcuda.Pointer;

/** Slabs of host memory that never moves, so that every card copies it by itself. */
final class PinnedSlabs implements Arena.Slabs<ByteBuffer> {

  private final Card card;
  private final Map<ByteBuffer, Pointer> pointers =
      Collections.synchronizedMap(new IdentityHashMap<>());

  PinnedSlabs(Card card) {
    this.card = card;
  }

  @Override
  public ByteBuffer allocate(long bytes) {
    Pointer pointer = new Pointer();
    card.run(() -> cuMemHostAlloc(pointer, bytes, CU_MEMHOSTALLOC_PORTABLE));
    ByteBuffer slab = pointer.getByteBuffer(0, bytes);
    pointers.put(slab, pointer);
    return slab;
  }

  @Override
  public void free(ByteBuffer slab) {
    Pointer pointer = Objects.requireNonNull(pointers.remove(slab), "a slab of this kind");
    card.run(() -> cuMemFreeHost(pointer));
  }
}
