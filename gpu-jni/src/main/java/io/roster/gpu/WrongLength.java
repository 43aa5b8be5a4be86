/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** The bytes given for an artifact were fewer or more than declared. */
public final class WrongLength extends GpuException {

  private static final long serialVersionUID = 1L;

  private final long declaredBytes;

  private WrongLength(long declaredBytes, String found) {
    super(
        "The artifact was declared as " + declaredBytes + " bytes, but " + found,
        "Declare the exact length.");
    this.declaredBytes = declaredBytes;
  }

  public static WrongLength endedAfter(long declaredBytes, long read) {
    return new WrongLength(declaredBytes, "the bytes ended after " + read + ".");
  }

  public static WrongLength hasMore(long declaredBytes) {
    return new WrongLength(declaredBytes, "more bytes followed.");
  }

  public static WrongLength notPositive(long declaredBytes) {
    return new WrongLength(declaredBytes, "a length must be positive.");
  }

  public long declaredBytes() {
    return declaredBytes;
  }
}
