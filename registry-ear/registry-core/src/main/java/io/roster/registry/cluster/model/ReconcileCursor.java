/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.model;

import io.roster.registry.cluster.WorkerId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/**
 * How far a worker's inventory is reconciled: its generation, the last request, the version and
 * checksum agreed on.
 */
@Entity
@Table(name = "worker_reconcile")
public class ReconcileCursor {

  private static final long FIRST_VERSION = 1;

  @Id
  @Column(name = "worker_id")
  private String workerId = "";

  private long generation = 1;

  @Column(name = "request_seq")
  private long requestSeq;

  @Column(name = "state_version")
  private long stateVersion = FIRST_VERSION;

  @Column(name = "state_checksum")
  private String stateChecksum = "";

  @Column(name = "last_reconcile_result")
  private String lastReconcileResult = "";

  @Version private long version;

  /** For JPA. */
  protected ReconcileCursor() {}

  public ReconcileCursor(WorkerId worker) {
    workerId = worker.value();
  }

  public WorkerId worker() {
    return new WorkerId(workerId);
  }

  /** Opens a new generation: requests of the one before are late from now on. */
  public void openGeneration() {
    generation++;
    requestSeq = 0;
  }

  /** Forgets what was agreed on, after an absence. */
  public void forgetState() {
    stateVersion = FIRST_VERSION;
    stateChecksum = "";
  }

  /** Takes note of a request of this generation that was decided. */
  public void advance(long seq, String result) {
    requestSeq = seq;
    lastReconcileResult = result;
  }

  /** The inventory changed: both sides agree on a new version of it. */
  public void agree(String checksum) {
    stateVersion++;
    stateChecksum = checksum;
  }

  /** The inventory is as it was, but its checksum was not known. */
  public void recordChecksum(String checksum) {
    stateChecksum = checksum;
  }

  public long generation() {
    return generation;
  }

  public long requestSeq() {
    return requestSeq;
  }

  public long stateVersion() {
    return stateVersion;
  }

  public String stateChecksum() {
    return stateChecksum;
  }
}
