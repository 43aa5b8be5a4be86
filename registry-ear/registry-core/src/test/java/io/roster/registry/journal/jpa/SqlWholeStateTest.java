/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.jpa;

import static io.roster.registry.cluster.Workers.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.artifact.jpa.StateOfArtifacts;
import io.roster.registry.cluster.app.ClusterActions;
import io.roster.registry.cluster.jpa.StateOfWorkers;
import io.roster.registry.command.jpa.StateOfCommands;
import io.roster.registry.instance.TestInstances;
import io.roster.registry.instance.jpa.StateOfInstances;
import io.roster.registry.journal.SubjectState;
import io.roster.registry.journal.model.JournalReader.Bounds;
import io.roster.registry.journal.model.WholeState;
import io.roster.registry.key.TestCatalog;
import io.roster.registry.key.jpa.StateOfKeys;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.replica.jpa.StateOfReplicas;
import io.roster.registry.shard.ShardService;
import io.roster.registry.shard.app.AcquireShard;
import io.roster.registry.shard.app.KeepShards;
import io.roster.registry.shard.app.LeaseTokens;
import io.roster.registry.shard.app.ReleaseShard;
import io.roster.registry.shard.app.ShardRegistry;
import io.roster.registry.shard.jpa.JpaShardLeases;
import io.roster.registry.shard.jpa.SqlShardPictures;
import io.roster.registry.shard.jpa.StateOfShardLeases;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SqlWholeStateTest {

  private final TestDatabase database = TestDatabase.clean();
  private final ClusterActions workers = new ClusterActions(database);
  private final TestCatalog catalog = new TestCatalog("c", database);
  private final SqlWholeState state =
      new SqlWholeState(
          database.dataSource(),
          List.of(
              new StateOfWorkers(),
              new StateOfReplicas(),
              new StateOfArtifacts(),
              new StateOfKeys(),
              new StateOfInstances(),
              new StateOfShardLeases(),
              new StateOfCommands()));

  private final TestInstances instances = new TestInstances("i", database);

  @AfterEach
  void end() {
    catalog.close();
    instances.close();
  }

  private ShardService shards() {
    JpaShardLeases leases = new JpaShardLeases(catalog.coordinator().entities());
    return new ShardRegistry(
        new AcquireShard(leases, new LeaseTokens(), catalog.coordinator().journal()),
        new KeepShards(leases),
        new ReleaseShard(leases, catalog.coordinator().journal()),
        new SqlShardPictures(database.dataSource()),
        catalog.coordinator().changes());
  }

  @Test
  void each_subject_looks_as_its_last_journal_entry_left_it() {
    workers.register(registration("d1", 50_052));
    String one = catalog.publish("one");
    catalog.publish("two");
    catalog.upsert("key", one);
    catalog.upsert("revoked", one);
    catalog.revoke("revoked");
    instances.service().register(TestInstances.registration("i1", "d1"));
    shards().acquire(7, "d1", 60_000);

    Map<String, JsonValue> listed = new Listed().all();

    assertThat(listed).hasSize(6);
    listed.forEach(
        (subject, json) ->
            assertThat(json)
                .as(subject)
                .isEqualTo(
                    json(
                        database.text(
                            "select after::text from journal where split_part(kind, '.', 1) || ' ' || subject = ? order by revision desc limit 1",
                            subject))));
  }

  @Test
  void an_artifact_whose_index_is_not_kept_says_so() {
    String one = catalog.publish("one");
    database.execute("delete from artifact_index");

    assertThat(new Listed().all().get("artifact " + one))
        .satisfies(json -> assertThat(json.asJsonObject().getBoolean("index_known")).isFalse());
  }

  @Test
  void what_happens_while_it_is_read_is_not_in_it() {
    catalog.upsert("before", catalog.publish("one"));

    Map<String, JsonValue> listed =
        new Listed() {
          @Override
          public void begin(Bounds bounds, long epoch) {
            super.begin(bounds, epoch);
            catalog.upsert("meanwhile", catalog.publish("one"));
          }
        }.all();

    assertThat(listed).containsKey("key before").doesNotContainKey("key meanwhile");
  }

  private static JsonValue json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readValue();
    }
  }

  /** What was read, by kind and subject. */
  private class Listed implements WholeState.Reader {

    private final TreeMap<String, JsonValue> subjects = new TreeMap<>();

    Map<String, JsonValue> all() {
      state.read(kind -> true, this);
      return subjects;
    }

    @Override
    public void begin(Bounds bounds, long epoch) {
      assertThat(bounds.newest())
          .isEqualTo(Long.parseLong(database.text("select revision from journal_head")));
    }

    @Override
    public void subject(SubjectState subject) {
      subjects.put(subject.kindOfSubject() + " " + subject.subject(), json(subject.state()));
    }
  }
}
