/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roster.registry.artifact.ArtifactIndex;
import io.roster.registry.artifact.ArtifactPublication;
import io.roster.registry.artifact.ArtifactView;
import io.roster.registry.artifact.Artifacts;
import io.roster.registry.artifact.IndexMismatch;
import io.roster.registry.artifact.SessionLocalArtifact;
import io.roster.registry.key.TestCatalog;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.replica.ArtifactClaim.ArtifactIdKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishArtifactsTest {

  private static final String ID = Artifacts.id("a");

  private final TestDatabase database = TestDatabase.clean();
  private final TestCatalog a = new TestCatalog("a", database);

  @AfterEach
  void end() {
    a.close();
  }

  @Test
  void artifact_and_index_are_kept_and_found() {
    publish(Artifacts.publication("a"));

    assertThat(a.artifacts().lookup().find(ID))
        .contains(
            new ArtifactView(
                ID,
                ArtifactIdKind.MI2,
                Artifacts.indexHash("a").toString(),
                Artifacts.dataHash("a"),
                "v3",
                "json"));
    assertIsIndexOfA(a.artifacts().index(Artifacts.indexHash("a").hex()));
    assertIsIndexOfA(a.artifacts().indexOf(ID));
  }

  private static void assertIsIndexOfA(Optional<ArtifactIndex> index) {
    assertThat(index)
        .hasValueSatisfying(
            found -> {
              assertThat(found.content()).isEqualTo(Artifacts.index("a"));
              assertThat(found.encoding()).isEqualTo("json");
              assertThat(found.schemaVersion()).isEqualTo("v3");
            });
  }

  @Test
  void it_is_told_in_the_journal_who_published_what() {
    publish(Artifacts.publication("a"));

    assertThat(database.text("select kind || ' ' || actor || ' ' || subject from journal"))
        .isEqualTo("artifact.updated client:10.0.0.9 " + ID);
    assertThat(database.text("select after ->> 'index_known' from journal")).isEqualTo("true");
  }

  @Test
  void what_was_said_already_changes_nothing() {
    publish(Artifacts.publication("a"));
    String before = database.text("select updated_at::text from artifact");

    publish(Artifacts.publication("a"));

    assertThat(database.text("select updated_at::text from artifact")).isEqualTo(before);
    assertThat(database.text("select count(*) from journal")).isEqualTo("1");
  }

  @Test
  void an_artifact_that_a_replica_made_known_is_completed() {
    database.execute(
        "insert into artifact values ('%s', 'MI2', '', '%s', '', '', now(), now())"
            .formatted(ID, Artifacts.dataHash("a")));
    a.coordinator().model().load();
    assertThat(a.artifacts().indexOf(ID)).as("its hash is not known").isEmpty();

    publish(Artifacts.publication("a"));

    assertThat(a.artifacts().indexOf(ID)).isPresent();
    assertThat(database.text("select before ->> 'index_multihash' from journal")).isEmpty();
    assertThat(database.text("select before ->> 'index_known' from journal")).isEqualTo("false");
  }

  @Test
  void a_data_hash_that_is_left_out_stays_as_it_was() {
    ArtifactPublication named = Artifacts.publication("a", "cgid:one");
    publish(named);
    ArtifactView said = named.artifact();
    publish(
        new ArtifactPublication(
            new ArtifactView(
                said.artifactId(), ArtifactIdKind.CGID, said.indexMultihash(), "", "", ""),
            named.canonicalIndex()));

    assertThat(a.artifacts().lookup().find("cgid:one"))
        .hasValueSatisfying(
            found -> {
              assertThat(found.dataMultihash()).isEqualTo(Artifacts.dataHash("a"));
              assertThat(found.idKind()).isEqualTo(ArtifactIdKind.CGID);
            });
  }

  @Test
  void artifacts_may_share_an_index() {
    publish(Artifacts.publication("a"));
    publish(Artifacts.publication("a", "cgid:two"));

    assertIsIndexOfA(a.artifacts().indexOf("cgid:two"));
    assertThat(database.text("select count(*) from artifact_index")).isEqualTo("1");
  }

  @Test
  void a_publication_needs_id_hash_and_index() {
    assertRefused(" ", Artifacts.indexHash("a").toString(), Artifacts.index("a"));
    assertRefused(ID, "", Artifacts.index("a"));
    assertRefused(ID, Artifacts.indexHash("a").toString(), new byte[0]);
    assertRefused(ID, "no hash", Artifacts.index("a"));
    assertThat(database.text("select count(*) from artifact")).isEqualTo("0");
  }

  private void assertRefused(String id, String hash, byte[] index) {
    ArtifactPublication publication =
        new ArtifactPublication(
            new ArtifactView(id, ArtifactIdKind.MI2, hash, Artifacts.dataHash("a"), "", ""), index);
    assertThatThrownBy(() -> publish(publication)).isInstanceOf(InvalidRequest.class);
  }

  @Test
  void index_hashes_and_id_belong_together() {
    ArtifactPublication sound = Artifacts.publication("a");
    assertThatThrownBy(
            () ->
                publish(new ArtifactPublication(sound.artifact(), Artifacts.index("another one"))))
        .isInstanceOf(IndexMismatch.class)
        .hasMessageContaining(Artifacts.indexHash("another one").toString());
    assertThatThrownBy(() -> publish(Artifacts.publication("a", Artifacts.id("b"))))
        .isInstanceOf(IndexMismatch.class)
        .hasMessageContaining(Artifacts.id("b"));
    assertThatThrownBy(() -> publish(Artifacts.publication("a", "mi2:nothing")))
        .isInstanceOf(IndexMismatch.class);
    assertThat(database.text("select count(*) from artifact_index")).isEqualTo("0");
  }

  @Test
  void what_lives_in_one_daemon_only_is_none_of_ours() {
    assertThatThrownBy(() -> publish(Artifacts.publication("a", "msa1:session")))
        .isInstanceOf(SessionLocalArtifact.class);
    assertThatThrownBy(() -> a.artifacts().indexOf("msa1:session"))
        .isInstanceOf(SessionLocalArtifact.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "\0"})
  void what_nobody_published_is_not_found(String name) {
    assertThat(a.artifacts().indexOf(name)).isEmpty();
    assertThat(a.artifacts().index(name)).isEmpty();
    assertThat(a.artifacts().lookup().find(name)).isEmpty();
  }

  @Test
  void one_must_say_what_one_looks_for() {
    assertThatThrownBy(() -> a.artifacts().indexOf(" ")).isInstanceOf(InvalidRequest.class);
    assertThatThrownBy(() -> a.artifacts().index("")).isInstanceOf(InvalidRequest.class);
  }

  @Test
  void another_coordinator_learns_of_it_and_one_that_starts_later_knows_it() {
    try (TestCatalog b = new TestCatalog("b", database)) {
      publish(Artifacts.publication("a"));
      await().until(() -> b.artifacts().lookup().find(ID).isPresent());
      assertThat(b.artifacts().lookup().find(ID)).isEqualTo(a.artifacts().lookup().find(ID));
    }
    try (TestCatalog c = new TestCatalog("c", database)) {
      assertThat(c.artifacts().lookup().find(ID)).isEqualTo(a.artifacts().lookup().find(ID));
    }
  }

  @Test
  void many_who_publish_the_same_at_once_all_succeed() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try (TestCatalog b = new TestCatalog("b", database)) {
      List<Callable<Boolean>> calls = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        TestCatalog coordinator = i % 2 == 0 ? a : b;
        calls.add(
            () -> {
              coordinator.publish("same");
              return true;
            });
      }
      for (Future<Boolean> done : callers.invokeAll(calls)) {
        assertThat(done.get()).isTrue();
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(database.text("select count(*) from journal")).isEqualTo("1");
  }

  private void publish(ArtifactPublication publication) {
    a.artifacts().publish(publication, TestCatalog.ACTOR);
  }
}
