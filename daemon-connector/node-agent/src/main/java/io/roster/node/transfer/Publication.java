/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.transfer;

import com.google.protobuf.ByteString;
import io.roster.node.catalog.Catalog;
import io.roster.node.catalog.MetadataPublisher;
import io.roster.node.inventory.HeldReplica;
import io.roster.node.inventory.Inventory;
import io.roster.node.reconcile.ReplicaEntries;
import io.roster.node.reconcile.ReplicaIds;
import io.roster.node.registry.Membership;
import io.roster.node.registry.RegistryClient;
import io.roster.node.registry.RegistryFailure;
import io.roster.node.registry.RegistryFailure.Kind;
import io.roster.wire.globalstore.v1.RegisterReplicaRequest;
import io.roster.wire.globalstore.v1.RegisterReplicaResponse;
import io.roster.wire.globalstore.v1.Status;
import jakarta.resource.ResourceException;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells the registry of a replica at once, where its owner waits for that; otherwise the next
 * reconcile does. For all threads.
 */
public final class Publication {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final RegistryClient registry;
  private final Membership membership;
  private final Inventory inventory;
  private final ReplicaEntries entries;
  private final ReplicaIds replicaIds;
  private final MetadataPublisher metadata;

  public Publication(
      RegistryClient registry,
      Membership membership,
      Inventory inventory,
      ReplicaEntries entries,
      ReplicaIds replicaIds,
      MetadataPublisher metadata) {
    this.registry = registry;
    this.membership = membership;
    this.inventory = inventory;
    this.entries = entries;
    this.replicaIds = replicaIds;
    this.metadata = metadata;
  }

  /** Registers a replica with its artifact's index; what the registry calls it. */
  public String publish(HeldReplica replica) throws RegistryFailure, ResourceException {
    String worker =
        membership
            .workerId()
            .orElseThrow(
                () ->
                    new RegistryFailure(
                        Kind.CONNECTIVITY, "this node is not registered with the registry yet"));
    Optional<byte[]> index = inventory.index(replica.artifactId());
    RegisterReplicaRequest.Builder request =
        RegisterReplicaRequest.newBuilder()
            .setArtifactId(replica.artifactId())
            .setMemInfo(entries.memoryInfo(replica))
            .setMaxConcurrency(entries.transfersPerReplica())
            .setWorkerId(worker);
    index.ifPresent(
        bytes ->
            request
                .setTensorIndexData(ByteString.copyFrom(bytes))
                .setDescriptor(Catalog.descriptor(replica, bytes)));
    RegisterReplicaResponse answer =
        registry.ask(LIMIT, stubs -> stubs.runtime().registerReplica(request.build()));
    if (answer.getStatus() != Status.STATUS_OK) {
      throw new RegistryFailure(
          Kind.OTHER, "the registry answered " + answer.getStatus() + " to the replica");
    }
    index.ifPresent(known -> metadata.known(replica.artifactId()));
    replicaIds.learn(replica.place(), answer.getReplicaId());
    return answer.getReplicaId();
  }
}
