/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The canonical index of an artifact: a JSON object that maps each tensor's name to an array of its
 * offset, its length in bytes and then its shape, strides and type.
 *
 * <p>Its bytes are kept exactly as they came, for the artifact's id follows from them.
 */
public final class ArtifactIndex {

  private final byte[] bytes;
  private final Multihash hash;
  private final long endBytes;

  private ArtifactIndex(byte[] bytes, Multihash hash, long endBytes) {
    this.bytes = bytes;
    this.hash = hash;
    this.endBytes = endBytes;
  }

  /**
   * An index as it came over the wire.
   *
   * @throws InvalidIndex if it is no JSON object of that form, or its tensors overlap
   */
  public static ArtifactIndex of(byte[] canonicalBytes) {
    byte[] copy = canonicalBytes.clone();
    return new ArtifactIndex(copy, Multihash.of(copy), end(IndexParser.parse(copy)));
  }

  /** The index of bytes that are no tensors: they count as one, of bytes, named {@code data}. */
  public static ArtifactIndex ofBytes(long sizeBytes) {
    String json = "{\"data\":[0," + sizeBytes + ",[" + sizeBytes + "],[1],\"torch.uint8\"]}";
    return of(json.getBytes(StandardCharsets.UTF_8));
  }

  /** The canonical index that says where these tensors lie; they are ordered by name. */
  public static ArtifactIndex of(List<Tensor> tensors) {
    return of(IndexWriter.canonical(tensors));
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public Multihash hash() {
    return hash;
  }

  /** Where its last tensor ends. */
  public long endBytes() {
    return endBytes;
  }

  /** The tensors, by offset. */
  public List<Tensor> tensors() {
    return IndexParser.parse(bytes);
  }

  private static long end(List<Tensor> tensors) {
    return tensors.stream().mapToLong(Tensor::end).max().orElse(0);
  }

  void checkFits(long sizeBytes) {
    if (endBytes > sizeBytes) {
      throw new InvalidIndex(
          "it reaches to byte " + endBytes + " of an artifact of " + sizeBytes + " bytes");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ArtifactIndex that && hash.equals(that.hash);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }
}
