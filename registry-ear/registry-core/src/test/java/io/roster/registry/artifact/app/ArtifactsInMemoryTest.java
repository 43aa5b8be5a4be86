/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.artifact.model.ArtifactPictures;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.replica.MemoryType;
import io.roster.registry.replica.ReplicaExport;
import io.roster.registry.replica.ReplicaLoad;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.app.ReplicaDirectory;
import io.roster.registry.replica.model.ReplicaPictures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ArtifactsInMemoryTest {

  private final Rows rows = new Rows();

  @Test
  void the_fastest_memory_comes_first_and_in_it_the_least_busy() {
    UUID disk = rows.add("", MemoryType.DISK, 4, 0, true);
    UUID halfBusy = rows.add("", MemoryType.GPU, 4, 2, true);
    UUID ram = rows.add("", MemoryType.RAM, 4, 0, true);
    UUID busier = rows.add("", MemoryType.GPU, 2, 2, true);
    UUID idle = rows.add("", MemoryType.GPU, 1, 0, true);

    assertThat(ids(memory().available("a"))).containsExactly(idle, halfBusy, busier, ram, disk);
  }

  @Test
  void what_its_worker_does_not_offer_is_left_out() {
    rows.add("", MemoryType.GPU, 1, 0, false);
    UUID offered = rows.add("", MemoryType.DISK, 1, 0, true);

    assertThat(ids(memory().available("a"))).containsExactly(offered);
  }

  @Test
  void one_view_may_be_asked_for_and_otherwise_all_are_told() {
    UUID canonical = rows.add("", MemoryType.GPU, 1, 0, true);
    UUID view = rows.add("v1", MemoryType.RAM, 1, 0, true);

    assertThat(ids(memory().available("a"))).containsExactly(canonical, view);
    assertThat(ids(memory().availableView("a", "v1"))).containsExactly(view);
    assertThat(memory().availableView("a", "v2")).isEmpty();
    assertThat(memory().available("another")).isEmpty();
  }

  private ArtifactsInMemory memory() {
    ReplicaDirectory replicas = new ReplicaDirectory(rows);
    replicas.load();
    ArtifactPictures none = reader -> {};
    return new ArtifactsInMemory(new ArtifactDirectory(none), replicas);
  }

  private static List<UUID> ids(List<ReplicaView> replicas) {
    return replicas.stream().map(ReplicaView::id).toList();
  }

  /** Replicas of the artifact "a". */
  private static final class Rows implements ReplicaPictures {

    private final List<ReplicaView> replicas = new ArrayList<>();
    private final Map<UUID, ReplicaLoad> loads = new HashMap<>();

    UUID add(String view, MemoryType memory, long slots, long taken, boolean available) {
      UUID id = UUID.randomUUID();
      replicas.add(
          new ReplicaView(
              id,
              new ReplicaPlace("a", view, "n" + id, "10.0.0.1", 1, memory, 0),
              new WorkerId("w"),
              1,
              slots,
              available,
              ReplicaExport.presenceOnly(0),
              Instant.EPOCH,
              Instant.EPOCH,
              Optional.empty()));
      loads.put(id, new ReplicaLoad(taken, Instant.EPOCH));
      return id;
    }

    @Override
    public void each(Consumer<ReplicaView> reader) {
      replicas.forEach(reader);
    }

    @Override
    public void eachLoad(BiConsumer<UUID, ReplicaLoad> reader) {
      loads.forEach(reader);
    }
  }
}
