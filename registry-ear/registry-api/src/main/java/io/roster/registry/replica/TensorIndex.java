/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica;

/** The bytes of a canonical tensor index. They are not copied and must not be changed. */
public final class TensorIndex {

  private final byte[] content;

  public TensorIndex(byte[] content) {
    this.content = content;
  }

  public byte[] content() {
    return content;
  }
}
