/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import java.io.InputStream;

/** An artifact opened for reading. */
public interface ArtifactContent extends AutoCloseable {

  ArtifactInfo info();

  /** The bytes, from the first; reading fails with an IOException once the content is closed. */
  InputStream stream();

  @Override
  void close();
}
