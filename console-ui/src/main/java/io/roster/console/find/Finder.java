/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.find;

import io.roster.console.registry.Registry;
import io.roster.console.ui.Links;
import io.roster.registry.facts.ArtifactFilter;
import io.roster.registry.facts.ArtifactSort;
import io.roster.registry.facts.KeyFilter;
import io.roster.registry.facts.KeySort;
import io.roster.registry.facts.WorkerFilter;
import io.roster.registry.facts.WorkerSort;
import io.roster.registry.page.Paging;
import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Looks a text up wherever it could be an id. */
final class Finder {

  private static final int EACH = 10;

  private static final Set<ErrorCode> NO_SUCH =
      Set.of(
          ErrorCode.UNKNOWN_THING,
          ErrorCode.UNKNOWN_REPLICA,
          ErrorCode.UNKNOWN_COMMAND,
          ErrorCode.UNKNOWN_WORKER);

  private final Registry registry;

  Finder(Registry registry) {
    this.registry = registry;
  }

  /** One thing that was found. */
  record Hit(String kind, String name, String address) {}

  List<Hit> find(String text) {
    Optional<UUID> uuid = uuid(text);
    List<Hit> hits = new ArrayList<>();
    uuid.ifPresent(
        id -> {
          one(id, this::replica).ifPresent(hits::add);
          one(id, this::transport).ifPresent(hits::add);
          one(id, this::command).ifPresent(hits::add);
        });
    if (hits.isEmpty()) {
      workers(text, hits);
      artifacts(text, hits);
      keys(text, hits);
    }
    return hits;
  }

  private void workers(String text, List<Hit> hits) {
    registry
        .facts()
        .workers(
            new WorkerFilter(Optional.of(text), Set.of(), Set.of(), Optional.empty()),
            Paging.by(WorkerSort.WORKER).ofSize(EACH))
        .rows()
        .forEach(
            worker -> {
              String id = worker.worker().value();
              hits.add(new Hit("worker", id, Links.worker(id)));
            });
  }

  private void artifacts(String text, List<Hit> hits) {
    registry
        .facts()
        .artifacts(
            new ArtifactFilter(Optional.of(text), Set.of(), ArtifactFilter.Which.ALL),
            Paging.by(ArtifactSort.ARTIFACT).ofSize(EACH))
        .rows()
        .forEach(
            artifact ->
                hits.add(
                    new Hit(
                        "artifact", artifact.artifactId(), Links.artifact(artifact.artifactId()))));
  }

  private void keys(String text, List<Hit> hits) {
    registry
        .facts()
        .keys(
            new KeyFilter(Optional.of(text), Optional.empty(), Set.of()),
            Paging.by(KeySort.KEY).ofSize(EACH))
        .rows()
        .forEach(
            key -> {
              String name = key.mapping().key();
              hits.add(new Hit("key", name, Links.key(name)));
            });
  }

  private Hit replica(UUID id) {
    String artifact = registry.facts().replica(id).place().artifactId();
    return new Hit("replica", id.toString(), Links.artifact(artifact) + "?tab=replicas");
  }

  private Hit transport(UUID id) {
    return new Hit(
        "transport", registry.facts().transport(id).transport().toString(), Links.transport(id));
  }

  private Hit command(UUID id) {
    return new Hit("command", registry.commands().find(id).id().toString(), Links.command(id));
  }

  private static Optional<Hit> one(UUID id, Function<UUID, Hit> lookup) {
    try {
      return Optional.of(lookup.apply(id));
    } catch (RegistryException failed) {
      if (NO_SUCH.contains(failed.code())) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException other) {
      return Optional.empty();
    }
  }
}
