/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.model;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.WorkerRegistration;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A registered daemon incarnation: who it is and where it is reached. */
@Entity
@Table(name = "worker")
public class Worker {

  @Id
  @Column(name = "worker_id")
  private String workerId = "";

  @Column(name = "daemon_id")
  private String daemonId = "";

  @Column(name = "node_id")
  private String nodeId = "";

  @Column(name = "node_address")
  private String nodeAddress = "";

  @Column(name = "grpc_port")
  private int grpcPort;

  @Column(name = "p2p_port")
  private int p2pPort;

  @Column(name = "pool_total_bytes")
  private long poolTotalBytes;

  @Column(name = "registered_at")
  private Instant registeredAt = Instant.EPOCH;

  @Column(name = "inactive_at")
  private @Nullable Instant inactiveAt;

  private boolean draining;

  @Version private long version;

  /** For JPA. */
  protected Worker() {}

  public Worker(WorkerId id, WorkerRegistration registration, Instant now) {
    workerId = id.value();
    daemonId = registration.daemonId();
    moveTo(registration, now);
  }

  /** Takes over what the daemon says of itself; it is active from then on. */
  public final void moveTo(WorkerRegistration registration, Instant now) {
    nodeId = registration.nodeId();
    nodeAddress = registration.nodeAddress();
    grpcPort = Math.toIntExact(registration.grpcPort());
    p2pPort = Math.toIntExact(registration.p2pPort());
    poolTotalBytes = registration.poolTotalBytes();
    registeredAt = now;
    inactiveAt = null;
  }

  /**
   * Ends its activity; the row stays, so that its daemon gets the same worker id when it comes
   * back.
   */
  public void deactivate(Instant now) {
    inactiveAt = now;
  }

  public boolean isActive() {
    return inactiveAt == null;
  }

  public WorkerId id() {
    return new WorkerId(workerId);
  }

  public String daemonId() {
    return daemonId;
  }

  public String nodeId() {
    return nodeId;
  }

  public String nodeAddress() {
    return nodeAddress;
  }

  public int grpcPort() {
    return grpcPort;
  }

  public int p2pPort() {
    return p2pPort;
  }

  public long poolTotalBytes() {
    return poolTotalBytes;
  }

  public Instant registeredAt() {
    return registeredAt;
  }

  /** Whether an operator took it out of service; it stays so over registrations. */
  public boolean isDraining() {
    return draining;
  }

  public void setDraining(boolean draining) {
    this.draining = draining;
  }

  public Optional<Instant> inactiveAt() {
    return Optional.ofNullable(inactiveAt);
  }
}
