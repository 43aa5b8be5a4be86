/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roster.registry.key.KeyMapping;
import io.roster.registry.key.KeyUpsert;
import io.roster.registry.key.TestCatalog;
import io.roster.registry.platform.TestDatabase;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyDirectoryTest {

  /** Many looks of 25 ms each; a hundred would do on an idle machine. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private final TestDatabase database = TestDatabase.clean();
  private final TestCatalog a = new TestCatalog("a", database);
  private final TestCatalog b = new TestCatalog("b", database);

  @AfterEach
  void end() {
    a.close();
    b.close();
  }

  @Test
  void a_key_that_was_asked_for_in_vain_is_found_as_soon_as_it_exists() {
    String one = a.publish("one");
    assertThat(b.resolve("k")).isEmpty();

    a.upsert("k", one);

    assertThat(a.resolve("k").map(KeyMapping::artifactId)).contains(one);
    await().atMost(SOON).until(() -> b.resolve("k").isPresent());
    assertThat(b.resolve("k")).isEqualTo(a.resolve("k"));
  }

  @Test
  void a_swap_shows_on_every_coordinator_as_it_was_made() {
    String two = a.publish("two");
    a.swap("k", a.publish("one"));
    await().atMost(SOON).until(() -> b.resolve("k").isPresent());

    a.swap("k", two);

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(b.resolve("k"))
                    .hasValueSatisfying(
                        mapping -> {
                          assertThat(mapping.artifactId()).isEqualTo(two);
                          assertThat(mapping.generation()).isEqualTo(1);
                        }));
  }

  @Test
  void a_revoked_key_vanishes_on_every_coordinator() {
    a.upsert("k", a.publish("one"));
    await().atMost(SOON).until(() -> b.resolve("k").isPresent());

    assertThat(b.revoke("k")).isTrue();

    assertThat(b.resolve("k")).isEmpty();
    await().atMost(SOON).until(() -> a.resolve("k").isEmpty());
  }

  @Test
  void a_coordinator_that_starts_later_knows_all_keys() {
    String one = a.publish("one");
    a.keys()
        .upsert(
            new KeyUpsert("fixed", one, "r1", "10.0.0.1:1", OptionalLong.of(5)), TestCatalog.ACTOR);
    a.swap("swapped", one);
    a.swap("swapped", a.publish("two"));
    database.execute("update artifact_key set generation = -2 where key = 'swapped'");
    a.coordinator().model().load();

    try (TestCatalog c = new TestCatalog("c", database)) {
      assertThat(c.resolve("fixed")).isEqualTo(a.resolve("fixed"));
      assertThat(c.resolve("swapped"))
          .hasValueSatisfying(
              mapping ->
                  assertThat(Long.toUnsignedString(mapping.generation()))
                      .isEqualTo("18446744073709551614"));
      c.swap("swapped", one);
      await()
          .atMost(SOON)
          .until(() -> a.resolve("swapped").filter(key -> key.generation() == -1).isPresent());
    }
  }
}
