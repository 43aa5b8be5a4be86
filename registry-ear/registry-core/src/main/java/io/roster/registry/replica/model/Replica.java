/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.model;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.replica.ExportState;
import io.roster.registry.replica.MemoryType;
import io.roster.registry.replica.ReplicaExport;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaView;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One copy of an artifact in one memory of one worker. What a worker says of its copies is written
 * many at once, past JPA; here is what happens to a single one. It has no version for that reason,
 * and is locked instead.
 */
@Entity
@Table(name = "replica")
public class Replica {

  @Id
  @Column(name = "replica_id")
  private UUID replicaId = new UUID(0, 0);

  @Column(name = "artifact_id")
  private String artifactId = "";

  @Column(name = "view_id")
  private String viewId = "";

  @Column(name = "node_id")
  private String nodeId = "";

  @Column(name = "node_address")
  private String nodeAddress = "";

  @Column(name = "node_port")
  private long nodePort;

  @Enumerated(EnumType.STRING)
  @Column(name = "memory_type")
  private MemoryType memoryType = MemoryType.RAM;

  @Column(name = "device_id")
  private long deviceId;

  @Column(name = "worker_id")
  private String workerId = "";

  @Column(name = "memory_size")
  private long memorySize;

  @Column(name = "max_concurrency")
  private long maxConcurrency;

  @Column(name = "is_available")
  private boolean available;

  @Enumerated(EnumType.STRING)
  @Column(name = "export_state")
  private ExportState exportState = ExportState.PRESENCE_ONLY;

  @Column(name = "export_generation")
  private long exportGeneration;

  @Column(name = "remote_memory_keys", insertable = false, updatable = false)
  private TextList remoteMemoryKeys = new TextList(List.of());

  @Column(name = "buffer_sizes", insertable = false, updatable = false)
  private NumberList bufferSizes = new NumberList(List.of());

  @Column(name = "verification_json")
  private String verificationJson = "";

  @Column(name = "created_at")
  private Instant createdAt = Instant.EPOCH;

  @Column(name = "updated_at")
  private Instant updatedAt = Instant.EPOCH;

  @Column(name = "expires_at")
  private @Nullable Instant expiresAt;

  /** For JPA. */
  protected Replica() {}

  /** It is still there. */
  public void touch(Instant now) {
    updatedAt = now;
  }

  /** It is no source any more, until its worker offers it again. */
  public void withdraw(Instant now) {
    available = false;
    touch(now);
  }

  public UUID id() {
    return replicaId;
  }

  public String artifactId() {
    return artifactId;
  }

  public WorkerId worker() {
    return new WorkerId(workerId);
  }

  public MemoryType memoryType() {
    return memoryType;
  }

  public long deviceId() {
    return deviceId;
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** What others see of it. */
  public ReplicaView view() {
    return new ReplicaView(
        replicaId,
        new ReplicaPlace(artifactId, viewId, nodeId, nodeAddress, nodePort, memoryType, deviceId),
        worker(),
        memorySize,
        maxConcurrency,
        available,
        new ReplicaExport(
            exportState,
            exportGeneration,
            remoteMemoryKeys.values(),
            bufferSizes.values(),
            verificationJson),
        createdAt,
        updatedAt,
        Optional.ofNullable(expiresAt));
  }
}
