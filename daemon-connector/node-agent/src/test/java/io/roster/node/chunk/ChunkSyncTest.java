/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.node.TestRegistry;
import io.roster.node.inventory.Memory;
import io.roster.node.inventory.MemoryDaemon;
import io.roster.node.inventory.ReplicaPlace;
import io.roster.wire.globalstore.v1.ChunkState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChunkSyncTest {

  private final MemoryDaemon daemon = new MemoryDaemon();
  private TestRegistry registry;
  private ChunkSync chunks;

  @BeforeEach
  void start() throws Exception {
    registry = new TestRegistry();
    registry.register();
    chunks =
        new ChunkSync(
            TestRegistry.NODE,
            registry.membership,
            registry.client(),
            daemon,
            Duration.ofSeconds(10));
  }

  @AfterEach
  void stop() throws Exception {
    registry.close();
  }

  @Test
  void a_replica_in_a_gpu_is_reported_once_when_it_comes_and_once_when_it_goes() {
    ReplicaPlace place = daemon.hold("cgid:a", Memory.GPU);
    daemon.hold("cgid:b", Memory.RAM);
    chunks.step();
    chunks.step();
    daemon.lose(place);
    chunks.step();
    chunks.step();
    assertThat(states())
        .containsExactly(ChunkState.CHUNK_STATE_COPIED_GPU, ChunkState.CHUNK_STATE_EVICTED);
  }

  @Test
  void what_was_not_heard_is_said_again() {
    daemon.hold("cgid:a", Memory.GPU);
    registry.failure = Optional.of(io.grpc.Status.UNAVAILABLE);
    chunks.step();
    registry.failure = Optional.empty();
    chunks.step();
    assertThat(states()).containsExactly(ChunkState.CHUNK_STATE_COPIED_GPU);
  }

  @Test
  void another_registration_says_it_all_again() {
    daemon.hold("cgid:a", Memory.GPU);
    chunks.step();
    registry.membership.renew();
    registry.register();
    chunks.step();
    assertThat(states()).hasSize(2);
  }

  private List<ChunkState> states() {
    return registry.chunks.stream()
        .flatMap(request -> request.getUpdatesList().stream())
        .map(update -> update.getState())
        .toList();
  }
}
