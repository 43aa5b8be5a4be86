/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What to fetch from other nodes, from which, and where to put it. */
public final class FetchRequest implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String artifactId;
  private final MemoryTarget target;
  private final List<PeerAddress> sources;
  private final @Nullable Long expectedSizeBytes;
  private final @Nullable String expectedSha256;

  private FetchRequest(
      String artifactId,
      MemoryTarget target,
      List<PeerAddress> sources,
      @Nullable Long expectedSizeBytes,
      @Nullable String expectedSha256) {
    this.artifactId = artifactId;
    this.target = target;
    this.sources = List.copyOf(sources);
    this.expectedSizeBytes = expectedSizeBytes;
    this.expectedSha256 = expectedSha256;
  }

  /**
   * Fetches an artifact.
   *
   * @param sources whom to ask, in this order: the next one when the one before fails
   */
  public static FetchRequest of(String artifactId, MemoryTarget target, List<PeerAddress> sources) {
    return new FetchRequest(artifactId, target, sources, null, null);
  }

  /** Refuses a source whose artifact has another length. */
  public FetchRequest expectingSize(long sizeBytes) {
    return new FetchRequest(artifactId, target, sources, sizeBytes, expectedSha256);
  }

  /** Refuses bytes of another digest, 64 hexadecimal digits. */
  public FetchRequest expectingSha256(String sha256) {
    if (!sha256.matches("[0-9a-fA-F]{64}")) {
      throw new IllegalArgumentException(
          "A SHA-256 has 64 hexadecimal digits, this is none: " + sha256);
    }
    return new FetchRequest(artifactId, target, sources, expectedSizeBytes, sha256);
  }

  public String artifactId() {
    return artifactId;
  }

  public MemoryTarget target() {
    return target;
  }

  public List<PeerAddress> sources() {
    return sources;
  }

  public OptionalLong expectedSizeBytes() {
    return expectedSizeBytes == null ? OptionalLong.empty() : OptionalLong.of(expectedSizeBytes);
  }

  public Optional<String> expectedSha256() {
    return Optional.ofNullable(expectedSha256);
  }
}
