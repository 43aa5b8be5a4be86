/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.roster.chaos.site.Await;
import io.roster.wire.common.v1.ArtifactDescriptor;
import io.roster.wire.common.v1.ArtifactIdKind;
import io.roster.wire.globalstore.v1.ArtifactCatalogServiceGrpc;
import io.roster.wire.globalstore.v1.UpsertArtifactMetadataRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** A few artifacts that keys can stand for. */
final class Artifacts {

  private static final int COUNT = 8;
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final byte[] INDEX =
      "{\"weight\":[0,1024,[256],[1],\"F32\"]}".getBytes(StandardCharsets.UTF_8);
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int BITS_PER_LETTER = 5;

  private Artifacts() {}

  static List<String> all() {
    return IntStream.range(0, COUNT).mapToObj(Artifacts::id).toList();
  }

  private static String id(int number) {
    return idOf(contentName(number));
  }

  private static String contentName(int number) {
    return "chaos content " + number;
  }

  private static String idOf(String contentName) {
    return "mi2:" + multihash(INDEX) + ":" + content(contentName);
  }

  private static String content(String contentName) {
    return multihash(contentName.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Makes them known; known ones stay as they are. Coordinators that lost the database a moment ago
   * may say so once more.
   */
  static void publish(Way way) {
    IntStream.range(0, COUNT)
        .mapToObj(number -> publication(contentName(number)))
        .forEach(
            publication ->
                Await.until(
                    "an artifact to be published", PATIENCE, () -> isPublished(way, publication)));
  }

  private static boolean isPublished(Way way, UpsertArtifactMetadataRequest publication) {
    try {
      var unused =
          way.call(
              ArtifactCatalogServiceGrpc.getUpsertArtifactMetadataMethod(),
              publication,
              DEADLINE,
              0);
      return true;
    } catch (StatusRuntimeException refused) {
      if (refused.getStatus().getCode() == Status.Code.UNAVAILABLE) {
        return false;
      }
      throw refused;
    }
  }

  /** What makes an artifact known whose content is told by a name. */
  static UpsertArtifactMetadataRequest publication(String contentName) {
    return UpsertArtifactMetadataRequest.newBuilder()
        .setDescriptor(
            ArtifactDescriptor.newBuilder()
                .setArtifactId(idOf(contentName))
                .setIndexMultihash(multihash(INDEX))
                .setDataMultihash(content(contentName))
                .setSchemaVersion("v3")
                .setEncoding("json")
                .setTotalSize(1024)
                .setIdKind(ArtifactIdKind.ARTIFACT_ID_KIND_MI2))
        .setCanonicalIndexData(ByteString.copyFrom(INDEX))
        .build();
  }

  /** How the wire names content: a marked SHA-256 in lower-case base 32. */
  private static String multihash(byte[] content) {
    byte[] digest = sha256(content);
    StringBuilder text = new StringBuilder("b");
    int buffer = (0x12 << Byte.SIZE) | digest.length;
    int bits = 2 * Byte.SIZE;
    int next = 0;
    while (bits > 0 || next < digest.length) {
      if (bits < BITS_PER_LETTER && next < digest.length) {
        buffer = (buffer << Byte.SIZE) | (digest[next++] & 0xff);
        bits += Byte.SIZE;
      }
      int shift = bits - BITS_PER_LETTER;
      int letter = shift >= 0 ? buffer >> shift : buffer << -shift;
      text.append(ALPHABET.charAt(letter & 0x1f));
      bits = Math.max(0, shift);
      buffer &= (1 << bits) - 1;
    }
    return text.toString();
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
