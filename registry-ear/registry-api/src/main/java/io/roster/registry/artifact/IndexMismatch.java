/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** An artifact's id, its hashes and its index do not belong together. */
public final class IndexMismatch extends RegistryException {

  private static final long serialVersionUID = 1L;

  private IndexMismatch(String message) {
    super(ErrorCode.INDEX_MISMATCH, message);
  }

  public static IndexMismatch ofContent(String artifactId, String stated, String actual) {
    return new IndexMismatch(
        "canonical_index_data of artifact "
            + artifactId
            + " has the hash "
            + actual
            + ", not "
            + stated
            + " as descriptor.index_multihash says; send the bytes that were hashed");
  }

  public static IndexMismatch ofId(String artifactId) {
    return new IndexMismatch(
        "Artifact "
            + artifactId
            + " is not named by the index_multihash and data_multihash of its descriptor; send the hashes that its id is made of");
  }
}
