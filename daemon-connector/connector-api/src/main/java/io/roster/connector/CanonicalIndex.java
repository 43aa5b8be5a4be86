/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import java.nio.charset.StandardCharsets;

/** Indexes for artifacts that were not made of tensors. */
public final class CanonicalIndex {

  private CanonicalIndex() {}

  /** The index of plain bytes: one tensor of bytes, named {@code data}. */
  public static byte[] ofBytes(long sizeBytes) {
    String json = "{\"data\":[0," + sizeBytes + ",[" + sizeBytes + "],[1],\"torch.uint8\"]}";
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
