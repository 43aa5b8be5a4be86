/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup.grpc;

import com.google.protobuf.Timestamp;
import io.roster.registry.backup.Holdings;
import io.roster.registry.backup.RestoreRequest;
import io.roster.registry.backup.Restored;
import io.roster.v1.ExamineBackupResponse;
import io.roster.v1.RestoreBackupHeader;
import io.roster.v1.RestoreBackupResponse;
import java.util.Optional;

/** Backups between the wire's words and the registry's. */
final class BackupMessages {

  private BackupMessages() {}

  static RestoreRequest request(RestoreBackupHeader header) {
    return new RestoreRequest(
        header.getReason().strip(),
        Optional.of(header.getTakeOver().strip()).filter(cluster -> !cluster.isEmpty()));
  }

  static ExamineBackupResponse holdings(Holdings holdings) {
    return ExamineBackupResponse.newBuilder()
        .setClusterId(holdings.clusterId())
        .setRevision(holdings.revision())
        .setWorkers(holdings.workers())
        .setReplicas(holdings.replicas())
        .setArtifacts(holdings.artifacts())
        .setKeys(holdings.keys())
        .build();
  }

  static RestoreBackupResponse restored(Restored restored) {
    return RestoreBackupResponse.newBuilder()
        .setClusterId(restored.clusterId())
        .setRevision(restored.revision())
        .setEpoch(restored.epoch())
        .setBackupRevision(restored.backupRevision())
        .setBackupTime(
            Timestamp.newBuilder()
                .setSeconds(restored.backupTime().getEpochSecond())
                .setNanos(restored.backupTime().getNano()))
        .build();
  }
}
