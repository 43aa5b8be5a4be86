/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.transport.TransportGroup;
import io.roster.registry.transport.TransportRequest.Requester;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A permitted transfer from a source. It is written by the statement that claims the source; what
 * changes afterwards is only its end. Who ends it holds the row's lock, so there is no version.
 */
@Entity
@Table(name = "transport")
public class Transport {

  private static final String IN_PROGRESS = "in_progress";
  private static final String COMPLETED = "completed";

  @Id
  @Column(name = "transport_id")
  private UUID id = new UUID(0, 0);

  @Column(name = "request_id")
  private String requestId = "";

  private String fingerprint = "";

  @Column(name = "artifact_id")
  private String artifactId = "";

  @Column(name = "view_id")
  private String viewId = "";

  @Column(name = "replica_id")
  private UUID replicaId = new UUID(0, 0);

  @Column(name = "source_worker_id")
  private String sourceWorkerId = "";

  @Column(name = "source_node_id")
  private String sourceNodeId = "";

  @Column(name = "source_address")
  private String sourceAddress = "";

  @Column(name = "source_port")
  private long sourcePort;

  @Column(name = "memory_size")
  private long memorySize;

  @Column(name = "requester_node_id")
  private String requesterNodeId = "";

  @Column(name = "requester_address")
  private String requesterAddress = "";

  @Column(name = "requester_port")
  private long requesterPort;

  @Column(name = "requester_worker_id")
  private String requesterWorkerId = "";

  @Column(name = "group_kind")
  private @Nullable String groupKind;

  @Column(name = "group_id")
  private @Nullable String groupId;

  @Column(name = "group_epoch")
  private @Nullable Long groupEpoch;

  @Column(name = "group_total_parts")
  private @Nullable Long groupTotalParts;

  @Column(name = "group_part_id")
  private @Nullable String groupPartId;

  @Column(name = "group_priority")
  private @Nullable Long groupPriority;

  private String status = IN_PROGRESS;

  @Column(name = "outcome")
  private String outcome = "";

  @Column(name = "outcome_detail")
  private String outcomeDetail = "";

  @Column(name = "created_at")
  private Instant createdAt = Instant.EPOCH;

  @Column(name = "completed_at")
  private @Nullable Instant completedAt;

  /** For JPA. */
  protected Transport() {}

  /** Ends it. */
  public void end(Ending ending) {
    status = COMPLETED;
    outcome = ending.outcome().text();
    outcomeDetail = ending.detail();
    completedAt = ending.at();
  }

  public boolean isInProgress() {
    return status.equals(IN_PROGRESS);
  }

  /** What it has been from its beginning on. */
  public Assignment assignment() {
    return new Assignment(
        id,
        new Ticket(
            requestId,
            fingerprint,
            new Wanted(artifactId, viewId),
            new Requester(requesterNodeId, requesterAddress, requesterPort, requesterWorkerId),
            group()),
        new Source(
            replicaId,
            new WorkerId(sourceWorkerId),
            sourceNodeId,
            sourceAddress,
            sourcePort,
            memorySize),
        createdAt);
  }

  private Optional<TransportGroup> group() {
    return Optional.ofNullable(groupId)
        .map(
            name ->
                new TransportGroup(
                    Objects.requireNonNull(groupKind, "a group has a kind"),
                    name,
                    Objects.requireNonNull(groupEpoch, "a group has an epoch"),
                    Objects.requireNonNull(groupTotalParts, "a group has parts"),
                    Objects.requireNonNull(groupPartId, "a part has a name"),
                    Objects.requireNonNull(groupPriority, "a part has a priority")));
  }
}
