/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.registry.artifact.Artifacts;
import io.roster.registry.key.KeyMapping;
import io.roster.registry.key.KeyMapping.Kind;
import io.roster.registry.key.KeyOutcome;
import io.roster.registry.key.KeySwap;
import io.roster.registry.key.KeyUpsert;
import io.roster.registry.key.ResolvedKey;
import io.roster.registry.key.TargetNotReady;
import io.roster.registry.key.TestCatalog;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.TestDatabase;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeysTest {

  private final TestDatabase database = TestDatabase.clean();
  private final TestCatalog a = new TestCatalog("a", database);
  private final String one = a.publish("one");
  private final String two = a.publish("two");

  @AfterEach
  void end() {
    a.close();
  }

  // To fix a key

  @Test
  void a_fixed_key_stands_for_its_artifact() {
    assertThat(a.upsert("k", one)).isEqualTo(mapped(one, 0, Kind.IMMUTABLE));

    assertThat(a.resolve("k")).contains(mapping(one, 0, Kind.IMMUTABLE));
    assertThat(
            database.text(
                "select kind || ' ' || actor || ' ' || subject from journal where subject = 'k'"))
        .isEqualTo("key.updated client:10.0.0.9 k");
  }

  @Test
  void a_fixed_key_stays_with_its_artifact() {
    a.upsert("k", one);

    assertThat(a.upsert("k", two)).isEqualTo(refused(one, 0, Kind.IMMUTABLE));
    assertThat(a.resolve("k")).contains(mapping(one, 0, Kind.IMMUTABLE));
  }

  @Test
  void fixing_a_key_again_takes_over_what_is_recommended() {
    a.upsert("k", one);

    KeyUpsert wish = new KeyUpsert("k", one, "r1", "10.0.0.1:1", OptionalLong.of(9));
    KeyMapping expected =
        new KeyMapping("k", one, "r1", "10.0.0.1:1", OptionalLong.of(9), 0, Kind.IMMUTABLE);

    assertThat(a.keys().upsert(wish, TestCatalog.ACTOR)).isEqualTo(new KeyOutcome.Mapped(expected));
    assertThat(a.keys().lookup().resolve("k")).contains(new ResolvedKey(expected, 9));
  }

  @Test
  void fixing_a_key_again_in_the_same_words_changes_nothing() {
    a.upsert("k", one);
    String entries = database.text("select count(*) from journal");
    String row = database.text("select xmin::text from artifact_key");

    a.upsert("k", one);

    assertThat(database.text("select count(*) from journal")).isEqualTo(entries);
    assertThat(database.text("select xmin::text from artifact_key"))
        .as("the row may be locked, not written")
        .isEqualTo(row);
  }

  @Test
  void a_swapped_key_stays_swappable_when_it_is_fixed_to_what_it_stands_for() {
    a.swap("k", one);
    a.swap("k", two);

    assertThat(a.upsert("k", two)).isEqualTo(mapped(two, 1, Kind.ALIAS));
  }

  @Test
  void a_key_stands_only_for_what_can_be_read() {
    assertThatThrownBy(() -> a.upsert("k", Artifacts.id("unknown")))
        .isInstanceOf(TargetNotReady.class)
        .hasMessageStartingWith("artifact/index not ready for key mapping upsert: ")
        .hasMessageContaining("is not known");
    artifact("without-hash", "");
    assertThatThrownBy(() -> a.upsert("k", "without-hash"))
        .isInstanceOf(TargetNotReady.class)
        .hasMessageContaining("index_multihash");
    artifact("without-index", Artifacts.indexHash("never sent").toString());
    assertThatThrownBy(() -> a.upsert("k", "without-index"))
        .isInstanceOf(TargetNotReady.class)
        .hasMessageContaining("is not stored");
    assertThatThrownBy(() -> a.swap("k", "without-index"))
        .isInstanceOf(TargetNotReady.class)
        .hasMessageStartingWith("artifact/index not ready for key mapping swap: ");
    assertThat(a.resolve("k")).isEmpty();
    assertThat(database.text("select count(*) from artifact_key")).isEqualTo("0");
  }

  private void artifact(String id, String indexHash) {
    database.execute(
        "insert into artifact values ('%s', 'CGID', '%s', '', '', '', now(), now())"
            .formatted(id, indexHash));
  }

  @Test
  void a_key_that_is_there_needs_no_ready_artifact_to_be_fixed_again() {
    a.upsert("k", one);
    database.execute("delete from artifact_index");

    assertThat(a.upsert("k", one)).isInstanceOf(KeyOutcome.Mapped.class);
    assertThat(a.upsert("k", "unknown")).isInstanceOf(KeyOutcome.Refused.class);
  }

  @Test
  void a_wish_is_complete_and_sound() {
    assertRefused(new KeyUpsert(" ", one, "", "", OptionalLong.empty()));
    assertRefused(new KeyUpsert("k", "", "", "", OptionalLong.empty()));
    assertRefused(new KeyUpsert("k\0", one, "", "", OptionalLong.empty()));
    assertRefused(new KeyUpsert("k".repeat(513), one, "", "", OptionalLong.empty()));
    assertRefused(new KeyUpsert("k", one, "\n", "", OptionalLong.empty()));
    assertRefused(new KeyUpsert("k", one, "", "", OptionalLong.of(-1)));
    assertThatThrownBy(() -> a.swap("", one)).isInstanceOf(InvalidRequest.class);
    assertThatThrownBy(() -> a.swap("k", " ")).isInstanceOf(InvalidRequest.class);
    assertThatThrownBy(() -> a.revoke(" ")).isInstanceOf(InvalidRequest.class);
    assertThat(a.revoke("\0")).isFalse();
  }

  private void assertRefused(KeyUpsert wish) {
    assertThatThrownBy(() -> a.keys().upsert(wish, TestCatalog.ACTOR))
        .isInstanceOf(InvalidRequest.class);
  }

  // To swap a key

  @Test
  void a_swap_that_expects_nothing_makes_the_key() {
    assertThat(a.swap("k", one)).isEqualTo(mapped(one, 0, Kind.ALIAS));
    assertThat(a.keys().lookup().resolve("k"))
        .contains(new ResolvedKey(mapping(one, 0, Kind.ALIAS), 1));
  }

  @Test
  void a_swap_that_expects_something_makes_no_key() {
    assertThat(a.swap("k", one, 0)).isEqualTo(new KeyOutcome.Refused(Optional.empty()));
    assertThat(swapExpecting("k", one, two)).isEqualTo(new KeyOutcome.Refused(Optional.empty()));
    assertThat(a.resolve("k")).isEmpty();
  }

  private KeyOutcome swapExpecting(String key, String to, String from) {
    return a.keys()
        .swap(new KeySwap(key, to, Optional.of(from), OptionalLong.empty()), TestCatalog.ACTOR);
  }

  @Test
  void each_swap_is_one_generation_more() {
    a.upsert("k", one);

    assertThat(a.swap("k", two)).isEqualTo(mapped(two, 1, Kind.ALIAS));
    assertThat(a.swap("k", one)).isEqualTo(mapped(one, 2, Kind.ALIAS));
    assertThat(a.resolve("k")).contains(mapping(one, 2, Kind.ALIAS));
    assertThat(
            database.text(
                "select string_agg(after ->> 'generation', ' ' order by revision) from journal where subject = 'k'"))
        .isEqualTo("0 1 2");
  }

  @Test
  void a_swap_to_what_the_key_stands_for_makes_it_an_alias_of_the_same_generation() {
    a.upsert("k", one);

    assertThat(a.swap("k", one)).isEqualTo(mapped(one, 0, Kind.ALIAS));
    String entries = database.text("select count(*) from journal");
    assertThat(a.swap("k", one)).isEqualTo(mapped(one, 0, Kind.ALIAS));
    assertThat(database.text("select count(*) from journal")).isEqualTo(entries);
  }

  @Test
  void a_swap_happens_only_when_the_key_is_as_expected() {
    a.swap("k", one);

    assertThat(a.swap("k", two, 1)).isEqualTo(refused(one, 0, Kind.ALIAS));
    assertThat(a.swap("k", two, -1)).isEqualTo(refused(one, 0, Kind.ALIAS));
    assertThat(swapExpecting("k", two, two)).isEqualTo(refused(one, 0, Kind.ALIAS));
    assertThat(swapExpecting("k", two, one)).isEqualTo(mapped(two, 1, Kind.ALIAS));
    assertThat(a.swap("k", one, 0)).isEqualTo(refused(two, 1, Kind.ALIAS));
    assertThat(a.swap("k", one, 1)).isEqualTo(mapped(one, 2, Kind.ALIAS));
  }

  @Test
  void what_was_recommended_for_the_former_artifact_is_forgotten() {
    a.keys()
        .upsert(new KeyUpsert("k", one, "r1", "10.0.0.1:1", OptionalLong.of(9)), TestCatalog.ACTOR);

    a.swap("k", two);

    assertThat(a.resolve("k"))
        .contains(new KeyMapping("k", two, "", "", OptionalLong.of(9), 1, Kind.ALIAS));
  }

  // To revoke a key

  @Test
  void a_revoked_key_is_unknown_and_begins_anew() {
    a.swap("k", one);
    a.swap("k", two);

    assertThat(a.revoke("k")).isTrue();
    assertThat(a.resolve("k")).isEmpty();
    assertThat(
            database.text(
                "select kind || ' ' || (before ->> 'artifact_id') from journal order by revision desc"))
        .isEqualTo("key.revoked " + two);

    assertThat(a.revoke("k")).isFalse();
    assertThat(a.upsert("k", one)).isEqualTo(mapped(one, 0, Kind.IMMUTABLE));
  }

  private static KeyOutcome mapped(String artifact, long generation, Kind kind) {
    return new KeyOutcome.Mapped(mapping(artifact, generation, kind));
  }

  private static KeyOutcome refused(String artifact, long generation, Kind kind) {
    return new KeyOutcome.Refused(Optional.of(mapping(artifact, generation, kind)));
  }

  private static KeyMapping mapping(String artifact, long generation, Kind kind) {
    return new KeyMapping("k", artifact, "", "", OptionalLong.empty(), generation, kind);
  }
}
