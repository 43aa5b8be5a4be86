/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.model;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.WorkerRegistration;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/**
 * A worker's signs of life. Heartbeats write this row in batches, past JPA; it has no version for
 * that reason.
 */
@Entity
@Table(name = "worker_liveness")
public class Liveness {

  @Id
  @Column(name = "worker_id")
  private String workerId = "";

  @Column(name = "last_heartbeat")
  private Instant lastHeartbeat = Instant.EPOCH;

  @Column(name = "pool_available_bytes")
  private long poolAvailableBytes;

  private boolean accepting;

  @Column(name = "capability_flags")
  private long capabilityFlags;

  /** For JPA. */
  protected Liveness() {}

  public Liveness(WorkerId worker, WorkerRegistration registration, Instant now) {
    workerId = worker.value();
    revive(registration, now);
  }

  public WorkerId worker() {
    return new WorkerId(workerId);
  }

  /** A registration is a sign of life too; time never runs backward. */
  public final void revive(WorkerRegistration registration, Instant now) {
    if (now.isAfter(lastHeartbeat)) {
      lastHeartbeat = now;
    }
    poolAvailableBytes = registration.poolAvailableBytes();
    capabilityFlags = registration.capabilityFlags();
    accepting = true;
  }

  public void stopAccepting() {
    accepting = false;
  }

  public Instant lastHeartbeat() {
    return lastHeartbeat;
  }

  public long poolAvailableBytes() {
    return poolAvailableBytes;
  }

  public boolean isAccepting() {
    return accepting;
  }

  public long capabilityFlags() {
    return capabilityFlags;
  }
}
