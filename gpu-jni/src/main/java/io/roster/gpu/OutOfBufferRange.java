/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** A copy would run past the end of a buffer. */
public final class OutOfBufferRange extends GpuException {

  private static final long serialVersionUID = 1L;

  public OutOfBufferRange(long offset, long length, long sizeBytes) {
    super(
        "A copy of " + length + " bytes at offset " + offset + " leaves the buffer.",
        "Stay within its " + sizeBytes + " bytes.");
  }

  /** Throws unless {@code length} bytes at {@code offset} lie within {@code sizeBytes}. */
  public static void check(long offset, long length, long sizeBytes) {
    if (offset < 0 || length > sizeBytes - offset) {
      throw new OutOfBufferRange(offset, length, sizeBytes);
    }
  }
}
