/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.app;

import io.roster.registry.journal.model.Change;
import io.roster.registry.journal.model.Projection;
import io.roster.registry.platform.jdbc.DatabaseTime;
import io.roster.registry.replica.model.OldestTransport;
import io.roster.registry.transport.model.ActiveTransport;
import io.roster.registry.transport.model.TransportPictures;
import io.roster.registry.transport.model.Wanted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The transports in progress, in memory. */
@ApplicationScoped
public class TransportDirectory implements Projection, OldestTransport {

  private final Map<UUID, ActiveTransport> active = new ConcurrentHashMap<>();

  private TransportPictures pictures;
  private DatabaseTime clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public TransportDirectory() {}

  @Inject
  public TransportDirectory(TransportPictures pictures, DatabaseTime clock) {
    this.pictures = pictures;
    this.clock = clock;
  }

  @Override
  public void load() {
    Map<UUID, ActiveTransport> loaded = new HashMap<>();
    pictures.eachActive(transport -> loaded.put(transport.id(), transport));
    active.keySet().retainAll(loaded.keySet());
    active.putAll(loaded);
  }

  @Override
  public void apply(Change change) {
    switch (change.kind()) {
      case "transport.started" -> {
        UUID id = UUID.fromString(change.subject());
        change.state().ifPresent(state -> active.put(id, TransportJson.active(id, state)));
      }
      case "transport.completed", "transport.expired" ->
          active.remove(UUID.fromString(change.subject()));
      default -> {
        // Not about transports.
      }
    }
  }

  Optional<Wanted> wanted(UUID transport) {
    return Optional.ofNullable(active.get(transport)).map(ActiveTransport::wanted);
  }

  /** How long the oldest transport from a replica runs; empty when there is none. */
  @Override
  public OptionalLong ageMillis(UUID replica) {
    Instant now = clock.instant();
    return active.values().stream()
        .filter(transport -> transport.replica().equals(replica))
        .mapToLong(transport -> Math.max(0, Duration.between(transport.since(), now).toMillis()))
        .max();
  }

  public int size() {
    return active.size();
  }
}
