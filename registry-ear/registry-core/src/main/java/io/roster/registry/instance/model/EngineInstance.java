/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance.model;

import io.roster.registry.cluster.ConnectionState;
import io.roster.registry.instance.InstanceRegistration;
import io.roster.registry.instance.InstanceView;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/**
 * A registered engine process. Heartbeats write this row in batches, past JPA; it has no version
 * for that reason.
 */
@Entity
@Table(name = "instance")
public class EngineInstance {

  @Id
  @Column(name = "instance_id")
  private String instanceId = "";

  @Column(name = "daemon_id")
  private String daemonId = "";

  private String engine = "";

  @Column(name = "signals_endpoint")
  private String signalsEndpoint = "";

  private String labels = "{}";

  @Column(name = "execution_endpoint")
  private String executionEndpoint = "";

  @Column(name = "execution_host_kind")
  private String executionHostKind = "";

  @Column(name = "registered_at")
  private Instant registeredAt = Instant.EPOCH;

  @Column(name = "worker_id")
  private String workerId = "";

  @Column(name = "capability_flags")
  private long capabilityFlags;

  @Column(name = "last_heartbeat")
  private Instant lastHeartbeat = Instant.EPOCH;

  /** For JPA. */
  protected EngineInstance() {}

  public EngineInstance(InstanceRegistration registration, String workerId, Instant now) {
    instanceId = registration.instanceId();
    become(registration, workerId, now);
  }

  /** Takes over what the instance says of itself. */
  public final void become(InstanceRegistration registration, String ownWorker, Instant now) {
    daemonId = registration.daemonId();
    engine = registration.engine();
    signalsEndpoint = registration.signalsEndpoint();
    labels = Labels.json(registration.labels()).toString();
    executionEndpoint = registration.executionEndpoint();
    executionHostKind = registration.executionHostKind();
    capabilityFlags = registration.capabilityFlags();
    workerId = ownWorker;
    registeredAt = now;
    lastHeartbeat = now;
  }

  /** As it is listed when it has just been heard. */
  public InstanceView view() {
    return new InstanceView(
        instanceId,
        daemonId,
        workerId,
        engine,
        signalsEndpoint,
        Labels.read(labels),
        capabilityFlags,
        executionEndpoint,
        executionHostKind,
        lastHeartbeat,
        ConnectionState.CONNECTED);
  }

  public Instant registeredAt() {
    return registeredAt;
  }
}
