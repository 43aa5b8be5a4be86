/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.inventory;

import io.roster.connector.DuplicateArtifactException;
import jakarta.resource.ResourceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A daemon that holds its artifacts in a map, and whose peers are other such maps. */
public final class MemoryDaemon implements Inventory, Artifacts {

  private record Copy(byte[] bytes, boolean pinned, boolean inUse) {}

  /** What the peers have, by their address and the artifact. */
  public final Map<Peer, Map<String, byte[]>> peers = new ConcurrentHashMap<>();

  public final List<Peer> asked = new CopyOnWriteArrayList<>();

  /** What a fetch from this peer fails with. */
  public final Map<Peer, ResourceException> faulty = new ConcurrentHashMap<>();

  private final Map<ReplicaPlace, Copy> copies = new ConcurrentHashMap<>();
  private volatile Optional<ResourceException> silence = Optional.empty();

  public ReplicaPlace hold(String artifactId, Memory memory) {
    ReplicaPlace place = new ReplicaPlace(artifactId, memory, 0);
    copies.put(place, new Copy(artifactId.getBytes(StandardCharsets.UTF_8), false, false));
    return place;
  }

  public void use(ReplicaPlace place, boolean used) {
    copies.computeIfPresent(place, (key, copy) -> new Copy(copy.bytes(), copy.pinned(), used));
  }

  public void lose(ReplicaPlace place) {
    copies.remove(place);
  }

  public void fallSilent() {
    silence = Optional.of(new ResourceException("silent"));
  }

  public void speak() {
    silence = Optional.empty();
  }

  @Override
  public List<HeldReplica> held() throws ResourceException {
    if (silence.isPresent()) {
      throw silence.get();
    }
    List<HeldReplica> held = new ArrayList<>();
    copies.forEach((place, copy) -> held.add(replica(place, copy)));
    return held;
  }

  private static HeldReplica replica(ReplicaPlace place, Copy copy) {
    return new HeldReplica(
        place, copy.bytes().length, copy.pinned(), copy.inUse(), Instant.EPOCH, Instant.EPOCH);
  }

  @Override
  public Optional<HeldReplica> find(ReplicaPlace place) {
    return Optional.ofNullable(copies.get(place)).map(copy -> replica(place, copy));
  }

  @Override
  public Optional<byte[]> index(String artifactId) {
    return Optional.of(("{\"" + artifactId + "\":[0,1]}").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void unload(ReplicaPlace place) {
    copies.remove(place);
  }

  @Override
  public HeldReplica put(NewArtifact artifact, InputStream bytes) throws ResourceException {
    byte[] all = read(bytes);
    String id =
        artifact.id().orElseGet(() -> "mi2:" + digest(artifact.index()) + ":" + digest(all));
    if (copies.keySet().stream().anyMatch(place -> place.artifactId().equals(id))) {
      throw new DuplicateArtifactException(id, id + " is held already");
    }
    ReplicaPlace place = new ReplicaPlace(id, artifact.target().memory(), 0);
    copies.put(place, new Copy(all, false, false));
    return find(place).orElseThrow();
  }

  private static byte[] read(InputStream bytes) throws ResourceException {
    try {
      return bytes.readAllBytes();
    } catch (IOException e) {
      throw new ResourceException(e.getMessage());
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Optional<OpenArtifact> open(String artifactId) {
    return new TreeMap<>(byMemory(artifactId)).values().stream().findFirst();
  }

  private Map<Memory, OpenArtifact> byMemory(String artifactId) {
    Map<Memory, OpenArtifact> open = new ConcurrentHashMap<>();
    copies.forEach(
        (place, copy) -> {
          if (place.artifactId().equals(artifactId)) {
            open.put(place.memory(), new Open(replica(place, copy), copy.bytes()));
          }
        });
    return open;
  }

  private record Open(HeldReplica replica, byte[] bytes) implements OpenArtifact {
    @Override
    public InputStream stream() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }

  @Override
  public HeldReplica load(String artifactId, Target target) {
    hold(artifactId, target.memory());
    return find(new ReplicaPlace(artifactId, target.memory(), 0)).orElseThrow();
  }

  @Override
  public HeldReplica fetch(String artifactId, long sizeBytes, List<Peer> sources, Target target)
      throws ResourceException {
    Peer source = sources.get(0);
    asked.add(source);
    ResourceException fault = faulty.get(source);
    if (fault != null) {
      throw fault;
    }
    ReplicaPlace place = new ReplicaPlace(artifactId, target.memory(), 0);
    byte[] bytes = peers.getOrDefault(source, Map.of()).getOrDefault(artifactId, new byte[0]);
    copies.put(place, new Copy(bytes, false, false));
    return find(place).orElseThrow();
  }

  @Override
  public HeldReplica pin(ReplicaPlace place) {
    return setPinned(place, true);
  }

  @Override
  public HeldReplica unpin(ReplicaPlace place) {
    return setPinned(place, false);
  }

  private HeldReplica setPinned(ReplicaPlace place, boolean pinned) {
    copies.computeIfPresent(place, (key, copy) -> new Copy(copy.bytes(), pinned, copy.inUse()));
    return find(place).orElseThrow();
  }

  @Override
  public String sha256(String artifactId) {
    return copies.entrySet().stream()
        .filter(entry -> entry.getKey().artifactId().equals(artifactId))
        .map(entry -> digest(entry.getValue().bytes()))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public List<MemoryState> memories() {
    return List.of(new MemoryState(Memory.RAM, 0, 1 << 20, 0));
  }
}
