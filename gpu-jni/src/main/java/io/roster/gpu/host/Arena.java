/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.host;

import io.roster.gpu.GpuClosed;
import io.roster.gpu.Guard;
import io.roster.gpu.MemoryUsage;
import io.roster.gpu.OutOfBufferRange;
import io.roster.gpu.OutOfSpace;
import io.roster.gpu.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One device's memory: slabs taken from the system when they are needed and kept for reuse, and
 * pieces of them given out. Memory that was used before costs neither a call of the system nor the
 * zeroing of fresh pages, and pieces of any slab may make up one buffer, so that nothing is refused
 * for being scattered.
 *
 * @param <S> what a slab is
 */
public final class Arena<S> {

  /** Where slabs come from. */
  public interface Slabs<S> {

    /** Takes memory from the system; any exception or error tells that it refuses. */
    S allocate(long bytes);

    void free(S slab);
  }

  /** A piece of a slab; the number of the slab is the arena's affair. */
  private record Piece<S>(S slab, int number, long offset, long length) {}

  /** What is done with each piece of a range. */
  @FunctionalInterface
  public interface Visitor<S> {
    void visit(S slab, long offset, long length) throws IOException;
  }

  // Copies and kernels want their pieces aligned.
  private static final long ALIGNMENT = 256;
  // Slabs lie apart in the arena's addresses, so that free ranges never merge across them.
  private static final int SLAB_ADDRESS_BITS = 40;

  private final Place place;
  private final long capacityBytes;
  private final long slabBytes;
  private final Slabs<S> source;

  private final List<S> slabs = new ArrayList<>();
  private final FreeExtents free = new FreeExtents();
  private long takenFromSystem;
  private long usedBytes;
  private final Set<Lease> leases = new HashSet<>();
  private boolean closed;

  public Arena(Place place, long capacityBytes, long slabBytes, Slabs<S> source) {
    this.place = place;
    this.capacityBytes = capacityBytes;
    this.slabBytes = slabBytes;
    this.source = source;
  }

  public synchronized MemoryUsage usage() {
    return new MemoryUsage(capacityBytes, usedBytes);
  }

  public synchronized int bufferCount() {
    return leases.size();
  }

  /**
   * Takes memory for one buffer.
   *
   * @throws OutOfSpace if the arena or the system has too little left
   * @throws GpuClosed if it was closed
   */
  public synchronized Lease take(long sizeBytes) {
    if (sizeBytes <= 0) {
      throw new IllegalArgumentException("sizeBytes must be positive, it was " + sizeBytes);
    }
    if (closed) {
      throw new GpuClosed("memory");
    }
    if (sizeBytes > capacityBytes - usedBytes) {
      throw new OutOfSpace(place, sizeBytes, capacityBytes - usedBytes);
    }
    List<FreeExtents.Extent> extents = extents(aligned(sizeBytes), sizeBytes);
    Lease lease = new Lease(sizeBytes, extents.stream().map(this::piece).toList());
    usedBytes += sizeBytes;
    leases.add(lease);
    return lease;
  }

  private synchronized void give(Lease lease) {
    for (Piece<S> piece : lease.pieces) {
      free.give(extent(piece));
    }
    usedBytes -= lease.sizeBytes;
    leases.remove(lease);
    freeSlabsIfDone();
  }

  /**
   * Closes every lease; the slabs go back to the system after the last use under way. Repeatable.
   */
  public void close() {
    List<Lease> open;
    synchronized (this) {
      closed = true;
      open = List.copyOf(leases);
      freeSlabsIfDone();
    }
    open.forEach(Lease::close);
  }

  private List<FreeExtents.Extent> extents(long length, long forBuffer) {
    List<FreeExtents.Extent> extents = new ArrayList<>(1);
    long missing = length;
    try {
      while (missing > 0) {
        var extent = free.take(missing);
        if (extent.isPresent()) {
          extents.add(extent.get());
          missing -= extent.get().length();
        } else {
          grow(missing, forBuffer);
        }
      }
      return extents;
    } catch (OutOfSpace e) {
      extents.forEach(free::give);
      throw e;
    }
  }

  // Rounding may take a little more than the capacity altogether; exact sizes are what counts.
  private void grow(long missing, long forBuffer) {
    long bytes = Math.min(slabBytes, aligned(Math.max(missing, capacityBytes - takenFromSystem)));
    S slab;
    try {
      slab = source.allocate(bytes);
    } catch (RuntimeException | OutOfMemoryError e) {
      throw OutOfSpace.refusedBySystem(place, forBuffer, e);
    }
    free.give(new FreeExtents.Extent((long) slabs.size() << SLAB_ADDRESS_BITS, bytes));
    slabs.add(slab);
    takenFromSystem += bytes;
  }

  private Piece<S> piece(FreeExtents.Extent extent) {
    long offset = extent.address() & ((1L << SLAB_ADDRESS_BITS) - 1);
    int number = (int) (extent.address() >>> SLAB_ADDRESS_BITS);
    return new Piece<>(slabs.get(number), number, offset, extent.length());
  }

  private static FreeExtents.Extent extent(Piece<?> piece) {
    long slab = (long) piece.number() << SLAB_ADDRESS_BITS;
    return new FreeExtents.Extent(slab + piece.offset(), piece.length());
  }

  private void freeSlabsIfDone() {
    if (closed && leases.isEmpty()) {
      slabs.forEach(source::free);
      slabs.clear();
    }
  }

  private static long aligned(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** The memory of one buffer, until it is closed and the last use of it has ended. */
  public final class Lease {

    private final long sizeBytes;
    private final List<Piece<S>> pieces;
    private final Guard guard = new Guard("buffer", () -> give(this));

    private Lease(long sizeBytes, List<Piece<S>> pieces) {
      this.sizeBytes = sizeBytes;
      this.pieces = pieces;
    }

    public long sizeBytes() {
      return sizeBytes;
    }

    /**
     * Uses a range, and keeps the memory meanwhile.
     *
     * @throws OutOfBufferRange if it leaves the buffer
     * @throws GpuClosed if the lease was closed
     */
    public void use(long offset, long length, Use use) throws IOException {
      OutOfBufferRange.check(offset, length, sizeBytes);
      guard.acquire();
      try {
        use.run();
      } finally {
        guard.release();
      }
    }

    /** Visits a range piece by piece; the caller is within {@link #use}. */
    public void each(long offset, long length, Visitor<S> visitor) throws IOException {
      long skip = offset;
      long left = length;
      for (Piece<S> piece : pieces) {
        if (left > 0 && skip < piece.length()) {
          long now = Math.min(left, piece.length() - skip);
          visitor.visit(piece.slab(), piece.offset() + skip, now);
          left -= now;
          skip = 0;
        } else {
          skip = Math.max(0, skip - piece.length());
        }
      }
    }

    public void close() {
      guard.close();
    }
  }

  /** See {@link Lease#use}. */
  @FunctionalInterface
  public interface Use {
    void run() throws IOException;
  }
}
