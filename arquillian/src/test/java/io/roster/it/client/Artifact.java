/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.client;

import com.google.protobuf.ByteString;
import io.roster.wire.common.v1.ArtifactDescriptor;
import io.roster.wire.globalstore.v1.UpsertArtifactMetadataRequest;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An artifact that is named by its content.
 *
 * @param index its canonical index: for each tensor, where it begins and how long it is
 */
public record Artifact(ByteString index, String indexMultihash, String dataMultihash) {

  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

  public static Artifact fresh() {
    ByteString index =
        ByteString.copyFromUtf8(
            "{\"" + Fresh.name("weight") + "\":[0,1024,[256],[1],\"float32\"]}");
    return new Artifact(
        index,
        multihash(index.toByteArray()),
        multihash(Fresh.name("data").getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  public String id() {
    return "mi2:" + indexMultihash + ":" + dataMultihash;
  }

  /** Under which its index is kept. */
  public String indexKey() {
    return HexFormat.of().formatHex(sha256(index.toByteArray()));
  }

  public ArtifactDescriptor.Builder descriptor() {
    return ArtifactDescriptor.newBuilder()
        .setArtifactId(id())
        .setIndexMultihash(indexMultihash)
        .setDataMultihash(dataMultihash);
  }

  public UpsertArtifactMetadataRequest.Builder metadata() {
    return UpsertArtifactMetadataRequest.newBuilder()
        .setDescriptor(descriptor())
        .setCanonicalIndexData(index);
  }

  /** Makes it known with its index, so that keys may point to it. */
  public Artifact publish(Wire wire) {
    wire.catalog().upsertArtifactMetadata(metadata().build());
    return this;
  }

  /** The name of a content: its SHA-256 as a multihash, in lower-case base 32. */
  public static String multihash(byte[] content) {
    byte[] hash = sha256(content);
    byte[] tagged = new byte[hash.length + 2];
    tagged[0] = 0x12;
    tagged[1] = (byte) hash.length;
    System.arraycopy(hash, 0, tagged, 2, hash.length);
    return "b" + base32(tagged);
  }

  private static String base32(byte[] bytes) {
    int digits = (bytes.length * 8 + 4) / 5;
    BigInteger number = new BigInteger(1, bytes).shiftLeft(digits * 5 - bytes.length * 8);
    StringBuilder text = new StringBuilder();
    for (int digit = digits - 1; digit >= 0; digit--) {
      text.append(BASE32.charAt(number.shiftRight(digit * 5).intValue() & 31));
    }
    return text.toString();
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }
}
