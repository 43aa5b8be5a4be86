/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.transfer;

import io.roster.connector.ContentMismatchException;
import io.roster.connector.PeerTransferException;
import io.roster.node.inventory.Artifacts;
import io.roster.node.inventory.HeldReplica;
import io.roster.node.inventory.Inventory;
import io.roster.node.inventory.Peer;
import io.roster.node.inventory.Target;
import io.roster.node.metrics.AgentMetrics;
import io.roster.node.reconcile.SyncSchedule;
import io.roster.node.registry.NodeIdentity;
import io.roster.node.registry.RegistryFailure;
import io.roster.node.registry.RegistryFailure.Kind;
import io.roster.node.transfer.FetchFailure.Reason;
import jakarta.resource.ResourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets artifacts from other nodes: from the source that the registry permits, and from the next
 * when that fails. Those who want the same one at the same time share one fetch. For all threads.
 */
public final class Fetches {

  private static final Logger LOG = LoggerFactory.getLogger(Fetches.class);

  /** The registry does not name a source again that failed just now, so each is another one. */
  private static final int SOURCES = 4;

  private final Artifacts artifacts;
  private final Inventory inventory;
  private final Transports transports;
  private final Publication publication;
  private final SyncSchedule schedule;
  private final NodeIdentity node;
  private final KnownSources known = new KnownSources();
  private final Map<String, CompletableFuture<Fetched>> running = new ConcurrentHashMap<>();

  public Fetches(
      Artifacts artifacts,
      Inventory inventory,
      Transports transports,
      Publication publication,
      SyncSchedule schedule,
      NodeIdentity node) {
    this.artifacts = artifacts;
    this.inventory = inventory;
    this.transports = transports;
    this.publication = publication;
    this.schedule = schedule;
    this.node = node;
  }

  /** Sees to it that an artifact is here, in any memory; into which it comes when it was not. */
  public Fetched bring(String artifactId, Target target)
      throws FetchFailure, RegistryFailure, ResourceException, InterruptedException {
    CompletableFuture<Fetched> ours = new CompletableFuture<>();
    CompletableFuture<Fetched> theirs = running.putIfAbsent(artifactId, ours);
    if (theirs != null) {
      return await(theirs);
    }
    try {
      Fetched fetched = bringAlone(artifactId, target);
      ours.complete(fetched);
      return fetched;
    } catch (FetchFailure | RegistryFailure | ResourceException | RuntimeException failure) {
      ours.completeExceptionally(failure);
      throw failure;
    } finally {
      running.remove(artifactId);
    }
  }

  private static Fetched await(CompletableFuture<Fetched> fetch)
      throws FetchFailure, RegistryFailure, ResourceException, InterruptedException {
    try {
      return fetch.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof FetchFailure failure) {
        throw failure;
      }
      if (cause instanceof RegistryFailure failure) {
        throw failure;
      }
      if (cause instanceof ResourceException failure) {
        throw failure;
      }
      throw new IllegalStateException("The fetch that was shared failed", cause);
    }
  }

  private Fetched bringAlone(String artifactId, Target target)
      throws FetchFailure, RegistryFailure, ResourceException {
    Optional<HeldReplica> held = heldAnywhere(artifactId);
    if (held.isPresent()) {
      return new Fetched(held.get(), Optional.empty());
    }
    List<String> failures = new ArrayList<>();
    for (int source = 0; source < SOURCES; source++) {
      Permit permit;
      try {
        permit = transports.request(artifactId, target);
      } catch (RegistryFailure away) {
        if (away.kind() == Kind.CONNECTIVITY) {
          return fromKnown(artifactId, target, away);
        }
        throw away;
      } catch (FetchFailure none) {
        throw failures.isEmpty() ? none : allFailed(artifactId, failures);
      }
      Optional<Fetched> fetched = from(permit, artifactId, target, failures);
      if (fetched.isPresent()) {
        return fetched.get();
      }
    }
    throw allFailed(artifactId, failures);
  }

  private Optional<HeldReplica> heldAnywhere(String artifactId) throws ResourceException {
    return inventory.held().stream()
        .filter(replica -> replica.artifactId().equals(artifactId))
        .findFirst();
  }

  /** Whatever happens, the registry hears of the transport's end. */
  private Optional<Fetched> from(
      Permit permit, String artifactId, Target target, List<String> failures)
      throws ResourceException {
    if (isHere(permit.source())) {
      // The registry believes that this node holds it: a replica that has just gone.
      transports.failed(permit, "this node holds it no longer");
      schedule.request("the registry named this node as a source of what it does not hold");
      failures.add("this node itself, which holds it no longer");
      return Optional.empty();
    }
    String detail = "the node gave the fetch up";
    boolean done = false;
    try {
      HeldReplica replica =
          artifacts.fetch(artifactId, permit.sizeBytes(), List.of(permit.source()), target);
      done = true;
      arrived(artifactId, replica, permit);
      return Optional.of(new Fetched(replica, Optional.of(permit.source())));
    } catch (ResourceException e) {
      detail = String.valueOf(e.getMessage());
      if (!isTheSourceSFault(e)) {
        throw e;
      }
      LOG.info(
          "source_failed artifact={} source={} reason=\"{}\"", artifactId, permit.source(), detail);
      failures.add(permit.source() + ": " + detail);
      return Optional.empty();
    } finally {
      if (done) {
        transports.succeeded(permit);
        AgentMetrics.TRANSFERS.labelValues("success").inc();
      } else {
        transports.failed(permit, detail);
        AgentMetrics.TRANSFERS.labelValues("failed").inc();
      }
    }
  }

  private static boolean isTheSourceSFault(ResourceException failure) {
    return failure instanceof PeerTransferException || failure instanceof ContentMismatchException;
  }

  private void arrived(String artifactId, HeldReplica replica, Permit permit) {
    known.learn(artifactId, permit);
    AgentMetrics.TRANSFER_BYTES.inc(replica.sizeBytes());
    try {
      publication.publish(replica);
    } catch (RegistryFailure | ResourceException later) {
      LOG.info(
          "replica_not_registered artifact={} the next reconcile does it: {}",
          artifactId,
          later.getMessage());
    }
    schedule.request("a replica was fetched");
  }

  /** Without the registry nobody counts the source's transfers; the source's own limits hold. */
  private Fetched fromKnown(String artifactId, Target target, RegistryFailure away)
      throws FetchFailure, ResourceException {
    List<Peer> peers = known.of(artifactId).stream().filter(peer -> !isHere(peer)).toList();
    if (peers.isEmpty()) {
      throw new FetchFailure(
          Reason.REGISTRY_AWAY,
          "No coordinator answers ("
              + away.getMessage()
              + "), and this node has not fetched "
              + artifactId
              + " before; try again when the registry is back",
          away);
    }
    HeldReplica replica = artifacts.fetch(artifactId, known.sizeOf(artifactId), peers, target);
    schedule.request("a replica was fetched while the registry was away");
    AgentMetrics.TRANSFERS.labelValues("success").inc();
    AgentMetrics.TRANSFER_BYTES.inc(replica.sizeBytes());
    return new Fetched(replica, Optional.of(peers.get(0)));
  }

  private boolean isHere(Peer peer) {
    return peer.port() == node.p2pPort() && peer.host().equals(node.address());
  }

  private static FetchFailure allFailed(String artifactId, List<String> failures) {
    return new FetchFailure(
        Reason.SOURCES_FAILED,
        "None of the nodes that hold "
            + artifactId
            + " gave it: "
            + String.join("; ", failures)
            + "; try again");
  }
}
