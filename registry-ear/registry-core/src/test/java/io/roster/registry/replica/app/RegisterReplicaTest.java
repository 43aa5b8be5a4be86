/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.app;

import static io.roster.registry.replica.Replicas.WORKER;
import static io.roster.registry.replica.Replicas.claiming;
import static io.roster.registry.replica.Replicas.exportable;
import static io.roster.registry.replica.Replicas.named;
import static io.roster.registry.replica.Replicas.place;
import static io.roster.registry.replica.Replicas.registration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.registry.TestCoordinator;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.Workers;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.Multihash;
import io.roster.registry.platform.RequestIdReused;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.replica.ArtifactClaim;
import io.roster.registry.replica.ArtifactClaim.ArtifactIdKind;
import io.roster.registry.replica.ExportState;
import io.roster.registry.replica.MemoryType;
import io.roster.registry.replica.ReplicaExport;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaRegistration;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.TensorIndex;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterReplicaTest {

  private final TestDatabase database = TestDatabase.clean();
  private final TestCoordinator coordinator = new TestCoordinator("a", database);
  private final ReplicaActions replicas = new ReplicaActions(coordinator, database);

  @AfterEach
  void end() {
    replicas.close();
    coordinator.close();
  }

  @Test
  void a_replica_is_known_in_memory_and_in_the_database_when_the_answer_is_there() {
    UUID id = replicas.register(registration("a"));

    ReplicaView known = coordinator.replicas().find(id).orElseThrow();
    assertThat(known.place()).isEqualTo(place("a"));
    assertThat(known.available()).isTrue();
    assertThat(known.export()).isEqualTo(exportable(1, 60, 40));
    assertThat(known.maxConcurrency()).isEqualTo(4);
    assertThat(database.text("select replica_id::text from replica where is_available"))
        .isEqualTo(id.toString());
    assertThat(
            database.text(
                "select remote_memory_keys[2] || buffer_sizes[1] || verification_json from replica"))
        .isEqualTo("key-1-4060{\"v\":1}");
  }

  @Test
  void memory_and_database_agree_to_the_last_field() {
    UUID id = replicas.register(registration("a"));
    ReplicaView followed = coordinator.replicas().find(id).orElseThrow();
    coordinator.model().load();

    assertThat(coordinator.replicas().find(id)).contains(followed);
  }

  @Test
  void a_registration_is_told_of_with_the_whole_state_by_the_daemon() {
    var worker = Workers.actions(database).register(Workers.registration("d1", 50_052));
    coordinator.tail().reached(1).toCompletableFuture().join();
    UUID id =
        replicas.register(
            registration(place("a"), worker.worker(), Optional.of(exportable(1, 100))));

    assertThat(
            database.text(
                "select kind || ' ' || actor || ' ' || subject || ' ' || before::text from journal where kind like 'replica%'"))
        .isEqualTo("replica.registered daemon:d1 " + id + " null");
    assertThat(
            database.text(
                "select after ->> 'artifact_id' || (after ->> 'memory_size') from journal where kind like 'replica%'"))
        .isEqualTo("a100");
  }

  @Test
  void registering_again_keeps_id_load_and_birth_and_overwrites_the_rest() {
    UUID first = replicas.register(registration("a"));
    database.execute(
        "insert into replica_counter values ('" + first + "', 3, '2026-01-01T00:00:00Z')");
    String born = database.text("select created_at::text from replica");
    database.execute("update replica set is_available = false");

    UUID second =
        replicas.register(
            new ReplicaRegistration(
                place("a"),
                new WorkerId("w2"),
                50,
                9,
                Optional.of(exportable(2, 50)),
                Optional.of(java.time.Instant.parse("2030-01-01T00:00:00.123456789Z")),
                ArtifactClaim.NONE,
                Optional.empty()));

    assertThat(second).isEqualTo(first);
    assertThat(database.text("select created_at::text from replica")).isEqualTo(born);
    assertThat(
            database.text(
                "select worker_id || memory_size || max_concurrency || is_available || export_generation from replica"))
        .isEqualTo("w2509true2");
    assertThat(
            database.text(
                "select current_requests || ' ' || extract(year from last_assigned_at) from replica_counter"))
        .isEqualTo("3 2026");
    assertThat(database.text("select before ->> 'worker_id' from journal where revision = 3"))
        .isEqualTo("w1");
    assertThat(coordinator.replicas().of(WORKER)).isEmpty();
    assertThat(coordinator.replicas().find(first).orElseThrow().expiresAt())
        .contains(java.time.Instant.parse("2030-01-01T00:00:00.123456Z"));
  }

  @Test
  void without_transport_what_is_known_of_fetching_stays_and_a_differing_size_is_ignored() {
    UUID id = replicas.register(registration("a"));
    ReplicaRegistration silent =
        new ReplicaRegistration(
            place("a"),
            WORKER,
            77,
            4,
            Optional.empty(),
            Optional.empty(),
            ArtifactClaim.NONE,
            Optional.empty());

    replicas.register(silent);

    ReplicaView known = coordinator.replicas().find(id).orElseThrow();
    assertThat(known.export()).isEqualTo(exportable(1, 60, 40));
    assertThat(known.memorySize()).isEqualTo(100);
  }

  @Test
  void without_transport_a_new_replica_is_only_there() {
    UUID id = replicas.register(registration(place("a"), WORKER, Optional.empty()));
    assertThat(coordinator.replicas().find(id).orElseThrow().export())
        .isEqualTo(ReplicaExport.presenceOnly(0));
  }

  @Test
  void buffers_that_do_not_add_up_are_no_export() {
    UUID id =
        replicas.register(registration(place("a"), WORKER, Optional.of(exportable(7, 60, 41))));
    assertThat(coordinator.replicas().find(id).orElseThrow().export())
        .isEqualTo(ReplicaExport.presenceOnly(7));
  }

  @Test
  void each_part_of_the_place_makes_another_replica() {
    ReplicaPlace place = place("a");
    List<ReplicaPlace> places =
        List.of(
            place,
            new ReplicaPlace("a", "v", "node-1", "10.0.0.1", 65_090, MemoryType.GPU, 0),
            new ReplicaPlace("a", "", "node-2", "10.0.0.1", 65_090, MemoryType.GPU, 0),
            new ReplicaPlace("a", "", "node-1", "10.0.0.2", 65_090, MemoryType.GPU, 0),
            new ReplicaPlace("a", "", "node-1", "10.0.0.1", 65_091, MemoryType.GPU, 0),
            new ReplicaPlace("a", "", "node-1", "10.0.0.1", 65_090, MemoryType.RAM, 0),
            new ReplicaPlace(
                "a", "", "node-1", "10.0.0.1", 65_090, MemoryType.GPU, 4_294_967_295L));

    assertThat(
            places.stream()
                .map(each -> replicas.register(registration(each, WORKER, Optional.empty())))
                .distinct())
        .hasSize(places.size());
  }

  @Test
  void unsigned_numbers_are_kept_bit_for_bit() {
    ReplicaRegistration huge =
        new ReplicaRegistration(
            place("a"),
            WORKER,
            -2,
            4_294_967_295L,
            Optional.of(
                new ReplicaExport(ExportState.EXPORTABLE, -1, List.of("k"), List.of(-2L), "")),
            Optional.empty(),
            ArtifactClaim.NONE,
            Optional.empty());

    UUID id = replicas.register(huge);

    ReplicaView known = coordinator.replicas().find(id).orElseThrow();
    assertThat(known.memorySize()).isEqualTo(-2);
    assertThat(known.export().generation()).isEqualTo(-1);
    assertThat(known.export().bufferSizes()).containsExactly(-2L);
    assertThat(known.maxConcurrency()).isEqualTo(4_294_967_295L);
  }

  @Test
  void duplicates_in_one_batch_are_applied_in_their_order() {
    List<RegisterReplicas.Answer> answers =
        coordinator
            .changes()
            .changeAlone(
                "batch",
                () ->
                    replicas
                        .registering()
                        .run(
                            List.of(
                                registration("a"),
                                registration("b"),
                                registration(place("a"), new WorkerId("w2"), Optional.empty()),
                                registration(
                                    place("a"),
                                    new WorkerId("w3"),
                                    Optional.of(exportable(5, 100))))));

    assertThat(answers).hasSize(4);
    assertThat(answers.get(0)).isEqualTo(answers.get(2)).isEqualTo(answers.get(3));
    assertThat(answers.get(1)).isNotEqualTo(answers.get(0));
    assertThat(
            database.text(
                "select worker_id || export_generation from replica where artifact_id = 'a'"))
        .isEqualTo("w35");
    assertThat(
            database.text(
                "select string_agg(coalesce(before ->> 'worker_id', '-') || '>' || (after ->> 'worker_id'), ' ' order by revision) from journal where kind = 'replica.registered' and after ->> 'artifact_id' = 'a'"))
        .isEqualTo("->w1 w1>w2 w2>w3");
  }

  @Test
  void a_repetition_gets_the_same_answer_and_changes_nothing() {
    ReplicaRegistration request = named(registration("a"), "r1", "f");
    UUID id = replicas.register(request);
    database.execute("update replica set is_available = false");
    String revision = database.text("select revision from journal_head");

    assertThat(replicas.register(request)).isEqualTo(id);

    assertThat(database.text("select is_available from replica")).isEqualTo("false");
    assertThat(database.text("select revision from journal_head")).isEqualTo(revision);
  }

  @Test
  void a_repetition_in_the_same_batch_gets_the_same_answer_too() {
    ReplicaRegistration request = named(registration("a"), "r1", "f");
    List<RegisterReplicas.Answer> answers =
        coordinator
            .changes()
            .changeAlone(
                "batch",
                () ->
                    replicas
                        .registering()
                        .run(
                            List.of(
                                request,
                                named(registration("a"), "r1", "f"),
                                named(registration("b"), "r1", "other"))));

    assertThat(answers.get(0)).isInstanceOf(RegisterReplicas.Answer.Registered.class);
    assertThat(answers.get(1))
        .isEqualTo(
            new RegisterReplicas.Answer.Repeated(
                ((RegisterReplicas.Answer.Registered) answers.get(0)).replica()));
    assertThat(answers.get(2)).isEqualTo(new RegisterReplicas.Answer.IdReused());
    assertThat(database.text("select count(*) from replica")).isEqualTo("1");
  }

  @Test
  void a_request_id_stands_for_one_request_only() {
    replicas.register(named(registration("a"), "r1", "f"));

    assertThatThrownBy(() -> replicas.register(named(registration("b"), "r1", "other")))
        .isInstanceOf(RequestIdReused.class);
    assertThat(database.text("select count(*) from replica")).isEqualTo("1");
  }

  @Test
  void after_a_removal_the_same_request_registers_anew() {
    ReplicaRegistration request = named(registration("a"), "r1", "f");
    UUID id = replicas.register(request);
    assertThat(replicas.door().unregister("a", id)).isTrue();

    UUID anew = replicas.register(request);

    assertThat(anew).isNotEqualTo(id);
    assertThat(coordinator.replicas().find(anew)).isPresent();
  }

  @Test
  void a_content_addressed_artifact_gets_its_multihashes_from_its_id() {
    replicas.register(registration("mi2:bidx:bdat"));

    assertThat(artifact("mi2:bidx:bdat")).isEqualTo("MI2 bidx bdat v3 json");
    assertThat(
            database.text(
                "select before::text || ' ' || after::text from journal where kind = 'artifact.updated' and subject = 'mi2:bidx:bdat'"))
        .startsWith("null ")
        .contains("\"index_known\": false", "\"id_kind\": \"MI2\"");
  }

  @Test
  void an_index_names_the_artifact_it_comes_with_and_is_kept() {
    byte[] index = "{\"t\":[0,4]}".getBytes(StandardCharsets.UTF_8);
    Multihash name = Multihash.of(index);
    replicas.register(
        claiming(
            registration("cgid:x"),
            new ArtifactClaim(
                Optional.empty(), "", "", "", "", "", Optional.of(new TensorIndex(index)))));

    assertThat(artifact("cgid:x")).isEqualTo("CGID " + name + "  v3 json");
    assertThat(
            database.text(
                "select tensor_index_key || encode(content, 'escape') || encoding || schema_version from artifact_index"))
        .isEqualTo(name.hex() + "{\"t\":[0,4]}jsonv3");
    assertThat(lastArtifact()).contains("\"index_known\": true");
  }

  @Test
  void the_index_key_names_the_index_where_nothing_else_does() {
    Multihash name = Multihash.of(new byte[] {1});
    replicas.register(
        claiming(
            registration("x"),
            new ArtifactClaim(Optional.empty(), "", "", "", "", name.hex(), Optional.empty())));
    assertThat(artifact("x")).isEqualTo("CGID " + name + "  v3 json");
  }

  @Test
  void an_index_that_comes_later_makes_itself_known_to_every_artifact_that_has_it() {
    byte[] index = {1, 2, 3};
    String name = Multihash.of(index).toString();
    replicas.register(registration("mi2:" + name + ":b1"));
    replicas.register(registration("mi2:" + name + ":b2"));
    assertThat(lastArtifact()).contains("\"index_known\": false");

    replicas.register(
        claiming(
            registration("mi2:" + name + ":b3"),
            new ArtifactClaim(
                Optional.empty(), "", "", "", "", "", Optional.of(new TensorIndex(index)))));

    assertThat(
            database.text(
                "select string_agg(right(subject, 2), ',' order by subject) from journal where kind = 'artifact.updated' and (after ->> 'index_known')::boolean"))
        .isEqualTo("b1,b2,b3");
  }

  @Test
  void what_is_known_of_an_artifact_is_told_once_and_is_not_lost_to_silence() {
    ArtifactClaim claim =
        new ArtifactClaim(
            Optional.of(ArtifactIdKind.MI2), "bi", "bd", "v3", "json", "", Optional.empty());
    replicas.register(claiming(registration("x"), claim));
    replicas.register(claiming(registration("x"), claim));
    replicas.register(registration("x"));

    assertThat(artifact("x")).isEqualTo("MI2 bi bd v3 json");
    assertThat(database.text("select count(*) from journal where kind = 'artifact.updated'"))
        .isEqualTo("1");

    replicas.register(
        claiming(
            registration("x"),
            new ArtifactClaim(Optional.empty(), "", "other", "", "", "", Optional.empty())));

    assertThat(artifact("x")).isEqualTo("MI2 bi other v3 json");
    assertThat(
            database.text(
                "select before ->> 'data_multihash' from journal where kind = 'artifact.updated' order by revision desc"))
        .isEqualTo("bd");
  }

  @ParameterizedTest
  @CsvSource({
    "'', node, w, 10.0.0.1, 1, 1, 1, artifact_id",
    "a, '', w, 10.0.0.1, 1, 1, 1, node_id",
    "a, node, '', 10.0.0.1, 1, 1, 1, worker_id",
    "a, node, w, '', 1, 1, 1, node_address",
    "a, node, w, 127.0.0.1, 1, 1, 1, node_address",
    "a, node, w, 0.0.0.0, 1, 1, 1, node_address",
    "a, node, w, localhost, 1, 1, 1, node_address",
    "a, node, w, 10.0.0.1, 0, 1, 1, node_port",
    "a, node, w, 10.0.0.1, 65536, 1, 1, node_port",
    "a, node, w, 10.0.0.1, 1, 0, 1, memory_size",
    "a, node, w, 10.0.0.1, 1, 1, 0, max_concurrency"
  })
  void what_is_missing_or_out_of_range_is_refused_by_name(
      String artifact,
      String node,
      String worker,
      String address,
      long port,
      long size,
      long concurrency,
      String field) {
    ReplicaRegistration bad =
        new ReplicaRegistration(
            new ReplicaPlace(artifact, "", node, address, port, MemoryType.RAM, 0),
            new WorkerId(worker),
            size,
            concurrency,
            Optional.empty(),
            Optional.empty(),
            ArtifactClaim.NONE,
            Optional.empty());

    assertThatThrownBy(() -> replicas.register(bad))
        .isInstanceOf(InvalidRequest.class)
        .extracting(failure -> ((InvalidRequest) failure).field())
        .isEqualTo(field);
  }

  @Test
  void a_character_that_no_database_keeps_is_refused() {
    ReplicaExport zero =
        new ReplicaExport(ExportState.EXPORTABLE, 1, List.of("k\0"), List.of(100L), "");
    assertThatThrownBy(() -> replicas.register(registration(place("a"), WORKER, Optional.of(zero))))
        .isInstanceOf(InvalidRequest.class);
  }

  private String artifact(String id) {
    return database.text(
        "select concat_ws(' ', id_kind, index_multihash, data_multihash, schema_version, encoding) from artifact where artifact_id = ?",
        id);
  }

  private String lastArtifact() {
    return database.text(
        "select after from journal where kind = 'artifact.updated' order by revision desc");
  }
}
