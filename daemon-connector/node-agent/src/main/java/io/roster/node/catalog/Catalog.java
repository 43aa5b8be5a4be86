/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.catalog;

import com.google.protobuf.ByteString;
import io.roster.node.inventory.HeldReplica;
import io.roster.node.registry.RegistryClient;
import io.roster.node.registry.RegistryFailure;
import io.roster.node.registry.RegistryFailure.Kind;
import io.roster.wire.common.v1.ArtifactDescriptor;
import io.roster.wire.common.v1.ArtifactIdKind;
import io.roster.wire.globalstore.v1.ResolveKeyMappingRequest;
import io.roster.wire.globalstore.v1.ResolveKeyMappingResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.UpsertArtifactMetadataRequest;
import io.roster.wire.globalstore.v1.UpsertKeyMappingRequest;
import io.roster.wire.globalstore.v1.UpsertKeyMappingResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The registry's catalog of artifacts and keys. For all threads. */
public final class Catalog {

  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final String CONTENT_ADDRESSED = "mi2:";
  private static final int MOST_KEYS = 10_000;

  private final RegistryClient registry;
  private final Map<String, String> knownKeys =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
              return size() > MOST_KEYS;
            }
          });

  public Catalog(RegistryClient registry) {
    this.registry = registry;
  }

  /** Tells the registry of an artifact and where each of its tensors lies. */
  public void publish(HeldReplica replica, byte[] index) throws RegistryFailure {
    UpsertArtifactMetadataRequest request =
        UpsertArtifactMetadataRequest.newBuilder()
            .setDescriptor(descriptor(replica, index))
            .setCanonicalIndexData(ByteString.copyFrom(index))
            .build();
    check(
        registry.ask(LIMIT, stubs -> stubs.catalog().upsertArtifactMetadata(request)).getStatus(),
        "the artifact's index");
  }

  /** What the registry is told of an artifact. */
  public static ArtifactDescriptor descriptor(HeldReplica replica, byte[] index) {
    String id = replica.artifactId();
    boolean addressed = id.startsWith(CONTENT_ADDRESSED);
    return ArtifactDescriptor.newBuilder()
        .setArtifactId(id)
        .setIndexMultihash(Multihash.of(index))
        .setDataMultihash(addressed ? id.substring(id.lastIndexOf(':') + 1) : "")
        .setSchemaVersion("v3")
        .setEncoding("json")
        .setTotalSize(replica.sizeBytes())
        .setIdKind(
            addressed ? ArtifactIdKind.ARTIFACT_ID_KIND_MI2 : ArtifactIdKind.ARTIFACT_ID_KIND_CGID)
        .build();
  }

  /** The SHA-256 of an artifact's bytes in hexadecimal digits, if its id tells it. */
  public static Optional<String> digestOf(String artifactId) {
    return artifactId.startsWith(CONTENT_ADDRESSED)
        ? Multihash.hexOf(artifactId.substring(artifactId.lastIndexOf(':') + 1))
        : Optional.empty();
  }

  /**
   * Lets a key name an artifact whose index is published.
   *
   * @throws KeyTaken if it names another one
   */
  public void name(String key, String artifactId) throws RegistryFailure, KeyTaken {
    UpsertKeyMappingRequest request =
        UpsertKeyMappingRequest.newBuilder().setKey(key).setArtifactId(artifactId).build();
    UpsertKeyMappingResponse answer =
        registry.ask(LIMIT, stubs -> stubs.catalog().upsertKeyMapping(request));
    if (answer.getStatus() == Status.STATUS_ERROR) {
      throw new KeyTaken(key, answer.getConflictReason());
    }
    check(answer.getStatus(), "the key " + key);
    knownKeys.put(key, artifactId);
  }

  /** What a key names. While the registry is away, what it named when it was last asked here. */
  public Optional<String> resolve(String key) throws RegistryFailure {
    ResolveKeyMappingRequest request = ResolveKeyMappingRequest.newBuilder().setKey(key).build();
    ResolveKeyMappingResponse answer;
    try {
      answer = registry.ask(LIMIT, stubs -> stubs.catalog().resolveKeyMapping(request));
    } catch (RegistryFailure failure) {
      if (failure.kind() == Kind.CONNECTIVITY && knownKeys.containsKey(key)) {
        return Optional.ofNullable(knownKeys.get(key));
      }
      throw failure;
    }
    if (answer.getStatus() == Status.STATUS_NOT_FOUND) {
      knownKeys.remove(key);
      return Optional.empty();
    }
    check(answer.getStatus(), "the key " + key);
    knownKeys.put(key, answer.getArtifactId());
    return Optional.of(answer.getArtifactId());
  }

  private static void check(Status status, String what) throws RegistryFailure {
    if (status != Status.STATUS_OK) {
      throw new RegistryFailure(Kind.OTHER, "the registry answered " + status + " to " + what);
    }
  }
}
