/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.it.client.Daemon;
import io.roster.it.client.Fleet;
import io.roster.it.client.Fresh;
import io.roster.it.client.Wire;
import io.roster.it.client.Worker;
import io.roster.it.product.Product;
import io.roster.it.product.Setup;
import io.roster.wire.globalstore.v1.BatchUpdateChunkStatesRequest;
import io.roster.wire.globalstore.v1.BatchUpdateChunkStatesResponse;
import io.roster.wire.globalstore.v1.ChunkLocation;
import io.roster.wire.globalstore.v1.ChunkState;
import io.roster.wire.globalstore.v1.ChunkStateUpdate;
import io.roster.wire.globalstore.v1.QueryChunkLocationsRequest;
import io.roster.wire.globalstore.v1.QueryChunkLocationsResponse;
import io.roster.wire.globalstore.v1.Status;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The chunk directory: which node has which chunk of an artifact, and how near. */
@ParameterizedClass
@EnumSource(Product.class)
class ChunkDirectoryIT {

  private final Wire wire;
  private final Fleet fleet;
  private final Worker worker;
  private final String artifact = Fresh.name("artifact");

  ChunkDirectoryIT(Product product) {
    wire = Wire.to(product.registry(Setup.PLAIN));
    fleet = new Fleet(wire);
    worker = fleet.join();
  }

  @AfterEach
  void disconnect() {
    fleet.close();
    wire.close();
  }

  private ChunkStateUpdate.Builder chunk(int index, ChunkState state) {
    return ChunkStateUpdate.newBuilder()
        .setArtifactId(artifact)
        .setChunkIdx(index)
        .setState(state)
        .setDeviceUuid("GPU-0");
  }

  private BatchUpdateChunkStatesResponse update(Daemon daemon, ChunkStateUpdate.Builder... each) {
    return wire.runtime()
        .batchUpdateChunkStates(
            BatchUpdateChunkStatesRequest.newBuilder()
                .setWorkerId(worker.id())
                .setNodeId(daemon.node())
                .addAllUpdates(Stream.of(each).map(ChunkStateUpdate.Builder::build).toList())
                .build());
  }

  private BatchUpdateChunkStatesResponse update(ChunkStateUpdate.Builder... each) {
    return update(worker.daemon(), each);
  }

  private QueryChunkLocationsResponse query(Integer... indices) {
    return wire.runtime()
        .queryChunkLocations(
            QueryChunkLocationsRequest.newBuilder()
                .setArtifactId(artifact)
                .addAllChunkIndices(List.of(indices))
                .build());
  }

  private List<Integer> indices(Integer... asked) {
    return query(asked).getLocationsList().stream().map(ChunkLocation::getChunkIdx).toList();
  }

  @Test
  void a_chunk_is_located_with_its_node_and_its_state() {
    BatchUpdateChunkStatesResponse answer =
        update(chunk(3, ChunkState.CHUNK_STATE_HOT).setReplica(2));

    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(answer.getUpdatesApplied()).isEqualTo(1);
    QueryChunkLocationsResponse found = query();
    assertThat(found.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(found.getLocationsList())
        .containsExactly(
            ChunkLocation.newBuilder()
                .setChunkIdx(3)
                .setNodeId(worker.daemon().node())
                .setNodeAddress(worker.daemon().address())
                .setP2PPort(worker.daemon().p2pPort())
                .setState(ChunkState.CHUNK_STATE_HOT)
                .setDeviceUuid("GPU-0")
                .setReplica(2)
                .build());
  }

  @Test
  void an_unknown_artifact_has_no_chunks() {
    assertThat(query().getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(query().getLocationsList()).isEmpty();
  }

  @Test
  void an_empty_update_is_no_mistake() {
    assertThat(update().getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(update().getUpdatesApplied()).isZero();
  }

  @Test
  void a_later_state_replaces_an_earlier_one() {
    update(chunk(0, ChunkState.CHUNK_STATE_COLD));

    update(chunk(0, ChunkState.CHUNK_STATE_COPIED_GPU));

    assertThat(query().getLocationsList())
        .extracting(ChunkLocation::getState)
        .containsExactly(ChunkState.CHUNK_STATE_COPIED_GPU);
  }

  @Test
  void of_one_chunk_that_is_told_twice_the_last_word_counts() {
    BatchUpdateChunkStatesResponse answer =
        update(
            chunk(0, ChunkState.CHUNK_STATE_COLD),
            chunk(0, ChunkState.CHUNK_STATE_LOCKED_TX),
            chunk(0, ChunkState.CHUNK_STATE_HOT));

    assertThat(answer.getUpdatesApplied()).isEqualTo(3);
    assertThat(query().getLocationsList())
        .extracting(ChunkLocation::getState)
        .containsExactly(ChunkState.CHUNK_STATE_HOT);
  }

  @Test
  void devices_replicas_and_nodes_are_kept_apart() {
    Worker other = fleet.join();
    update(
        chunk(0, ChunkState.CHUNK_STATE_HOT),
        chunk(0, ChunkState.CHUNK_STATE_HOT).setDeviceUuid("GPU-1"),
        chunk(0, ChunkState.CHUNK_STATE_HOT).setReplica(1));
    update(other.daemon(), chunk(0, ChunkState.CHUNK_STATE_HOT));

    assertThat(query().getLocationsList()).hasSize(4);
    assertThat(query().getLocationsList())
        .extracting(ChunkLocation::getNodeId)
        .contains(worker.daemon().node(), other.daemon().node());
  }

  @Test
  void a_chunk_that_was_evicted_is_nowhere() {
    update(chunk(0, ChunkState.CHUNK_STATE_HOT), chunk(1, ChunkState.CHUNK_STATE_HOT));

    update(chunk(0, ChunkState.CHUNK_STATE_EVICTED));

    assertThat(indices()).containsExactly(1);
    update(chunk(0, ChunkState.CHUNK_STATE_COLD));
    assertThat(indices()).as("and it may come back").containsExactly(0, 1);
  }

  @Test
  void one_may_ask_for_some_chunks_only() {
    update(
        chunk(0, ChunkState.CHUNK_STATE_HOT),
        chunk(1, ChunkState.CHUNK_STATE_HOT),
        chunk(2, ChunkState.CHUNK_STATE_HOT),
        chunk(-1, ChunkState.CHUNK_STATE_HOT));

    assertThat(indices(2, 0)).containsExactly(0, 2);
    assertThat(indices(-1)).as("the highest number there is").containsExactly(-1);
    assertThat(indices(77)).isEmpty();
  }

  @Test
  void chunks_come_in_order_and_the_nearer_state_first() {
    Worker other = fleet.join();
    update(
        chunk(10, ChunkState.CHUNK_STATE_HOT),
        chunk(9, ChunkState.CHUNK_STATE_HOT),
        chunk(-1, ChunkState.CHUNK_STATE_HOT));
    update(
        other.daemon(),
        chunk(9, ChunkState.CHUNK_STATE_COLD),
        chunk(10, ChunkState.CHUNK_STATE_LOCKED_TX));

    assertThat(indices()).containsExactly(9, 9, 10, 10, -1);
    assertThat(query().getLocationsList())
        .extracting(ChunkLocation::getState)
        .containsExactly(
            ChunkState.CHUNK_STATE_COLD,
            ChunkState.CHUNK_STATE_HOT,
            ChunkState.CHUNK_STATE_LOCKED_TX,
            ChunkState.CHUNK_STATE_HOT,
            ChunkState.CHUNK_STATE_HOT);
  }

  @Test
  void chunks_of_a_node_without_a_worker_are_not_shown() {
    update(Daemon.fresh(), chunk(0, ChunkState.CHUNK_STATE_HOT));

    assertThat(indices()).isEmpty();
  }

  @Test
  void chunks_appear_when_a_worker_of_their_node_registers() {
    Daemon late = Daemon.fresh();
    update(late, chunk(0, ChunkState.CHUNK_STATE_HOT));

    wire.register(late);

    assertThat(indices()).containsExactly(0);
  }

  @Test
  void the_worker_that_tells_need_not_be_known() {
    BatchUpdateChunkStatesResponse answer =
        wire.runtime()
            .batchUpdateChunkStates(
                BatchUpdateChunkStatesRequest.newBuilder()
                    .setWorkerId("nobody")
                    .setNodeId(worker.daemon().node())
                    .addUpdates(chunk(0, ChunkState.CHUNK_STATE_HOT))
                    .build());

    assertThat(answer.getUpdatesApplied()).isEqualTo(1);
    assertThat(indices()).containsExactly(0);
  }

  @Test
  void a_batch_may_be_large_and_may_tell_of_several_artifacts() {
    String second = Fresh.name("artifact");
    ChunkStateUpdate.Builder[] updates =
        IntStream.range(0, 5_000)
            .mapToObj(
                index ->
                    chunk(index / 2, ChunkState.CHUNK_STATE_HOT)
                        .setArtifactId(index % 2 == 0 ? artifact : second))
            .toArray(ChunkStateUpdate.Builder[]::new);

    assertThat(update(updates).getUpdatesApplied()).isEqualTo(5_000);
    assertThat(indices()).hasSize(2_500);
  }
}
