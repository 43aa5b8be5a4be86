/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The name of an artifact: {@code cgid:<name>}, chosen by a client, or {@code mi2:<index
 * multihash>:<data multihash>}, which follows from the content.
 *
 * @param value the name as it goes over the wire, at most {@link #MAX_BYTES} bytes of UTF-8
 */
public record ArtifactId(String value) implements Comparable<ArtifactId> {

  public static final int MAX_BYTES = 512;

  private static final String CLIENT_GENERATED = "cgid:";
  private static final String CONTENT_ADDRESSED = "mi2:";

  public ArtifactId {
    if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new InvalidArtifactId("it has more than " + MAX_BYTES + " bytes");
    }
    if (value.chars().anyMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c))) {
      throw new InvalidArtifactId("it contains white space or control characters");
    }
    boolean named = value.startsWith(CLIENT_GENERATED) && value.length() > 5;
    if (!named && contentHashes(value).isEmpty()) {
      throw new InvalidArtifactId("\"" + value + "\"");
    }
  }

  /** The id that follows from an artifact's canonical index and its bytes. */
  public static ArtifactId ofContent(Multihash index, Multihash data) {
    return new ArtifactId(CONTENT_ADDRESSED + index + ":" + data);
  }

  /** The digest that the bytes must have, for a content-addressed id. */
  public Optional<Multihash> dataHash() {
    return contentHashes(value).map(ContentHashes::data);
  }

  /** The digest that the canonical index must have, for a content-addressed id. */
  public Optional<Multihash> indexHash() {
    return contentHashes(value).map(ContentHashes::index);
  }

  @Override
  public int compareTo(ArtifactId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static Optional<ContentHashes> contentHashes(String value) {
    String[] parts = value.split(":", -1);
    if (!value.startsWith(CONTENT_ADDRESSED) || parts.length != 3) {
      return Optional.empty();
    }
    return Multihash.parse(parts[1])
        .flatMap(index -> Multihash.parse(parts[2]).map(data -> new ContentHashes(index, data)));
  }

  private record ContentHashes(Multihash index, Multihash data) {}
}
