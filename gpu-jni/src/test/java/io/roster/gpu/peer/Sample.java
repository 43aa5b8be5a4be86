/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import io.roster.gpu.ArtifactId;
import io.roster.gpu.ArtifactIndex;
import io.roster.gpu.Chunks;
import io.roster.gpu.GpuEngine;
import io.roster.gpu.Multihash;
import io.roster.gpu.NewArtifact;
import io.roster.gpu.Place;
import io.roster.gpu.Replica;
import io.roster.gpu.ReplicaReader;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** An artifact of random bytes that a seed makes again. */
record Sample(ArtifactId id, byte[] bytes) {

  /** Three chunks and a bit. */
  static final int SIZE = 3 * Chunks.CHUNK_BYTES + 12_345;

  static Sample of(int seed) {
    return of(seed, SIZE);
  }

  static Sample of(int seed, int size) {
    return new Sample(new ArtifactId("cgid:sample-" + seed), random(seed, size));
  }

  /** The same, under the name that follows from the content. */
  Sample contentAddressed() {
    return new Sample(ArtifactId.ofContent(index().hash(), Multihash.of(bytes)), bytes);
  }

  /** Other bytes of the same length under the same name. */
  Sample with(int seed) {
    return new Sample(id, random(seed, bytes.length));
  }

  private static byte[] random(int seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  ArtifactIndex index() {
    return ArtifactIndex.ofBytes(bytes.length);
  }

  Chunks chunks() {
    return new Chunks(bytes.length);
  }

  byte[] chunk(int chunk) {
    int from = (int) chunks().offset(chunk);
    return Arrays.copyOfRange(bytes, from, from + chunks().length(chunk));
  }

  Replica putInto(GpuEngine engine, Place place) {
    return engine.put(
        NewArtifact.named(id, index(), bytes.length).into(place), new ByteArrayInputStream(bytes));
  }

  /** What an engine holds under that name. */
  byte[] heldBy(GpuEngine engine) {
    try (ReplicaReader reader = engine.open(id)) {
      ByteBuffer all = ByteBuffer.allocate((int) reader.sizeBytes());
      reader.read(0, all);
      return all.array();
    }
  }
}
