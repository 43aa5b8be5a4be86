/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** Bytes are no canonical index, or the index does not describe the artifact. */
public final class InvalidIndex extends GpuException {

  private static final long serialVersionUID = 1L;

  public InvalidIndex(String what) {
    super(
        "That is no index of the artifact: " + what + ".",
        "An index is a JSON object that maps each tensor to [offset, length, ...], ranges apart and"
            + " within the artifact.");
  }
}
