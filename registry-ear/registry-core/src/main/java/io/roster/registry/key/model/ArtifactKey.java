/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key.model;

import io.roster.registry.key.KeyMapping;
import io.roster.registry.key.KeyMapping.Kind;
import io.roster.registry.key.KeyUpsert;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A name for an artifact. */
@Entity
@Table(name = "artifact_key")
public class ArtifactKey {

  @Id private String key = "";

  @Column(name = "artifact_id")
  private String artifactId = "";

  @Column(name = "replica_uuid")
  private String replicaUuid = "";

  @Column(name = "daemon_address")
  private String daemonAddress = "";

  @Column(name = "ttl_seconds")
  private @Nullable Long ttlSeconds;

  private long generation;

  @Enumerated(EnumType.STRING)
  private Kind kind = Kind.IMMUTABLE;

  @Column(name = "created_at")
  private Instant createdAt = Instant.EPOCH;

  @Column(name = "updated_at")
  private Instant updatedAt = Instant.EPOCH;

  @Version private long version;

  /** For JPA. */
  protected ArtifactKey() {}

  /** A key that stands for its first artifact. */
  public ArtifactKey(String key, String artifactId, Kind kind, Instant now) {
    this.key = key;
    this.artifactId = artifactId;
    this.kind = kind;
    createdAt = now;
    updatedAt = now;
  }

  /** Takes over what a publisher recommends; returns whether that changed anything. */
  public boolean recommend(KeyUpsert wish, Instant now) {
    KeyMapping before = mapping();
    replicaUuid = wish.replicaUuid();
    daemonAddress = wish.daemonAddress();
    ttlSeconds = wish.ttlSeconds().isPresent() ? wish.ttlSeconds().getAsLong() : null;
    return changedSince(before, now);
  }

  /**
   * Stands for this artifact from now on, and may be swapped again; what was recommended for the
   * former one is forgotten. Returns whether that changed anything.
   */
  public boolean swapTo(String newArtifactId, Instant now) {
    KeyMapping before = mapping();
    kind = Kind.ALIAS;
    if (!newArtifactId.equals(artifactId)) {
      artifactId = newArtifactId;
      replicaUuid = "";
      daemonAddress = "";
      generation++;
    }
    return changedSince(before, now);
  }

  private boolean changedSince(KeyMapping before, Instant now) {
    boolean changed = !mapping().equals(before);
    if (changed) {
      updatedAt = now;
    }
    return changed;
  }

  public KeyMapping mapping() {
    return new KeyMapping(
        key,
        artifactId,
        replicaUuid,
        daemonAddress,
        ttlSeconds == null ? OptionalLong.empty() : OptionalLong.of(ttlSeconds),
        generation,
        kind);
  }
}
