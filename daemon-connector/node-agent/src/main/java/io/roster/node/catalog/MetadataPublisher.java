/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.catalog;

import io.roster.node.inventory.HeldReplica;
import io.roster.node.inventory.Inventory;
import io.roster.node.registry.RegistryFailure;
import io.roster.node.registry.RegistryFailure.Kind;
import jakarta.resource.ResourceException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the registry knows the index of each artifact that is held here: once for each
 * artifact, and again after the registry may have lost it. For all threads.
 */
public final class MetadataPublisher {

  private static final Logger LOG = LoggerFactory.getLogger(MetadataPublisher.class);

  private final Catalog catalog;
  private final Inventory inventory;
  private final Executor workers;
  private final Set<String> published = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean running = new AtomicBoolean();

  public MetadataPublisher(Catalog catalog, Inventory inventory, Executor workers) {
    this.catalog = catalog;
    this.inventory = inventory;
    this.workers = workers;
  }

  /** It is known already. */
  public void known(String artifactId) {
    published.add(artifactId);
  }

  /** The registry may have lost what it knew. */
  public void forget() {
    published.clear();
  }

  /** Publishes what is missing, without waiting for it. */
  public void publish(Collection<HeldReplica> held) {
    Map<String, HeldReplica> missing = new HashMap<>();
    held.stream()
        .filter(replica -> !published.contains(replica.artifactId()))
        .forEach(replica -> missing.put(replica.artifactId(), replica));
    if (!missing.isEmpty() && running.compareAndSet(false, true)) {
      begin(missing.values());
    }
  }

  private void begin(Collection<HeldReplica> missing) {
    try {
      workers.execute(() -> publishAll(missing));
    } catch (RejectedExecutionException full) {
      // The next agreement tries again.
      running.set(false);
    }
  }

  private void publishAll(Collection<HeldReplica> missing) {
    try {
      for (HeldReplica replica : missing) {
        if (!publish(replica)) {
          return;
        }
      }
    } finally {
      running.set(false);
    }
  }

  /** Publishes one; whether it makes sense to go on. */
  private boolean publish(HeldReplica replica) {
    try {
      Optional<byte[]> index = inventory.index(replica.artifactId());
      if (index.isPresent()) {
        catalog.publish(replica, index.get());
      }
      published.add(replica.artifactId());
      return true;
    } catch (ResourceException e) {
      LOG.info("index_unreadable artifact={} reason=\"{}\"", replica.artifactId(), e.getMessage());
      return true;
    } catch (RegistryFailure e) {
      LOG.info(
          "index_not_published artifact={} reason=\"{}\"", replica.artifactId(), e.getMessage());
      if (e.kind() == Kind.REFUSED) {
        // It would be refused again; the next registration tries once more.
        published.add(replica.artifactId());
        return true;
      }
      return false;
    }
  }
}
