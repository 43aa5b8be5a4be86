/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.inventory;

import java.io.InputStream;

/** An artifact that is being read; its bytes stay until it is closed. */
public interface OpenArtifact extends AutoCloseable {

  HeldReplica replica();

  /** The bytes, from the first. */
  InputStream stream();

  @Override
  void close();
}
