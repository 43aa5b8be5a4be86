/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact;

import java.util.Objects;

/**
 * What lies where in an artifact, as its publisher wrote it. Immutable by agreement: nobody writes
 * into {@link #content()}.
 */
public final class ArtifactIndex {

  private final byte[] content;
  private final String encoding;
  private final String schemaVersion;

  /**
   * @param content kept as it is, not copied
   */
  public ArtifactIndex(byte[] content, String encoding, String schemaVersion) {
    this.content = Objects.requireNonNull(content, "content is null");
    this.encoding = encoding;
    this.schemaVersion = schemaVersion;
  }

  /** The bytes whose hash names the index; not a copy. */
  public byte[] content() {
    return content;
  }

  public String encoding() {
    return encoding;
  }

  public String schemaVersion() {
    return schemaVersion;
  }
}
