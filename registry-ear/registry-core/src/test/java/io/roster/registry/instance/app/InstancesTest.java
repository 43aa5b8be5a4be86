/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance.app;

import static io.roster.registry.instance.TestInstances.registration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roster.registry.cluster.ConnectionState;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.Workers;
import io.roster.registry.cluster.app.ClusterActions;
import io.roster.registry.instance.InstanceHeartbeat;
import io.roster.registry.instance.InstanceQuery;
import io.roster.registry.instance.InstanceRegistration;
import io.roster.registry.instance.InstanceView;
import io.roster.registry.instance.TestInstances;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstancesTest {

  private final TestDatabase database = TestDatabase.clean();
  private final TestInstances a = new TestInstances("a", database);

  @AfterEach
  void end() {
    a.close();
  }

  private WorkerId worker(String daemon, int port) {
    return new ClusterActions(database).register(Workers.registration(daemon, port)).worker();
  }

  private InstanceView listed() {
    return a.list().get(0);
  }

  // To register

  @Test
  void everything_that_an_instance_says_is_listed() {
    assertThat(
            a.service()
                .register(
                    new InstanceRegistration(
                        "i1",
                        "d1",
                        "vllm",
                        Optional.of("w7"),
                        "10.0.0.1:7000",
                        Map.of("rank", "0", "model", "\"quoted\""),
                        Long.MIN_VALUE | 2,
                        "10.0.0.1:8000",
                        "process")))
        .isEqualTo(Duration.ofSeconds(5));

    InstanceView listed = listed();
    assertThat(listed)
        .isEqualTo(
            new InstanceView(
                "i1",
                "d1",
                "w7",
                "vllm",
                "10.0.0.1:7000",
                Map.of("rank", "0", "model", "\"quoted\""),
                Long.MIN_VALUE | 2,
                "10.0.0.1:8000",
                "process",
                listed.lastHeartbeat(),
                ConnectionState.CONNECTED));
    assertThat(database.text("select kind || ' ' || actor || ' ' || subject from journal"))
        .isEqualTo("instance.registered daemon:d1 i1");
  }

  @Test
  void the_worker_is_that_of_the_daemon_unless_named() {
    WorkerId worker = worker("d1", 50_052);
    a.service().register(registration("i1", "d1"));
    a.service().register(registration("i2", "d2"));

    assertThat(a.list())
        .extracting(InstanceView::instanceId, InstanceView::workerId)
        .contains(
            org.assertj.core.groups.Tuple.tuple("i1", worker.value()),
            org.assertj.core.groups.Tuple.tuple("i2", ""));
  }

  @Test
  void a_worker_that_left_is_nobody_s_worker() {
    new ClusterActions(database).unregister(worker("d1", 50_052));
    a.service().register(registration("i1", "d1"));

    assertThat(listed().workerId()).isEmpty();
  }

  @Test
  void registering_again_replaces_what_was_said() {
    a.service()
        .register(
            new InstanceRegistration(
                "i1", "d1", "vllm", Optional.of("w1"), "s", Map.of("old", "1"), 6, "e", "h"));

    a.service().register(registration("i1", "d2"));

    assertThat(a.list())
        .extracting(
            InstanceView::daemonId,
            InstanceView::workerId,
            InstanceView::labels,
            InstanceView::capabilityFlags)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("d2", "", Map.of(), 0L));
    assertThat(
            database.text(
                "select before ->> 'daemon_id' from journal order by revision desc limit 1"))
        .isEqualTo("d1");
  }

  @Test
  void an_instance_names_itself_its_daemon_and_its_engine_soundly() {
    assertRefused(registration("", "d1"));
    assertRefused(registration("i1", " "));
    assertRefused(registration("i\0", "d1"));
    assertRefused(
        new InstanceRegistration("i1", "d1", "", Optional.empty(), "", Map.of(), 0, "", ""));
    assertRefused(
        new InstanceRegistration(
            "i1", "d1", "vllm", Optional.empty(), "", Map.of("a", "\0"), 0, "", ""));
    assertRefused(
        new InstanceRegistration(
            "i1",
            "d1",
            "vllm",
            Optional.empty(),
            "",
            IntStream.range(0, 300).boxed().collect(Collectors.toMap(i -> "l" + i, i -> "")),
            0,
            "",
            ""));
  }

  private void assertRefused(InstanceRegistration registration) {
    assertThatThrownBy(() -> a.service().register(registration)).isInstanceOf(InvalidRequest.class);
  }

  // To beat

  @Test
  void a_beat_of_nobody_is_not_taken() {
    assertThat(a.beat("nobody")).isFalse();
    assertThatThrownBy(() -> a.beat(" ")).isInstanceOf(InvalidRequest.class);
  }

  @Test
  void a_beat_keeps_an_instance_alive_without_an_entry_in_the_journal() {
    a.service().register(registration("i1", "d1"));
    silentFor("40 seconds");
    assertThat(a.list()).isEmpty();

    assertThat(a.beat("i1")).isTrue();

    assertThat(listed().state()).isEqualTo(ConnectionState.CONNECTED);
    assertThat(database.text("select count(*) from journal")).isEqualTo("1");
  }

  @Test
  void a_beat_finds_the_worker_that_registered_meanwhile_and_keeps_it_when_it_leaves() {
    a.service().register(registration("i1", "d1"));
    WorkerId worker = worker("d1", 50_052);
    beatLater("i1", Optional.empty(), OptionalLong.empty());
    assertThat(listed().workerId()).isEqualTo(worker.value());

    new ClusterActions(database).unregister(worker);
    beatLater("i1", Optional.empty(), OptionalLong.empty());
    assertThat(listed().workerId()).isEqualTo(worker.value());
  }

  @Test
  void a_beat_may_name_worker_and_capabilities_and_keeps_what_it_does_not_name() {
    worker("d1", 50_052);
    a.service()
        .register(
            new InstanceRegistration(
                "i1", "d1", "vllm", Optional.empty(), "", Map.of(), 6, "", ""));

    beatLater("i1", Optional.of("w9"), OptionalLong.empty());
    assertThat(listed().workerId()).isEqualTo("w9");
    assertThat(listed().capabilityFlags()).isEqualTo(6);

    beatLater("i1", Optional.of("w9"), OptionalLong.of(0));
    assertThat(listed().capabilityFlags()).isZero();
  }

  @Test
  void what_was_said_before_a_registration_does_not_change_it() {
    a.service().register(registration("i1", "d1"));
    a.service()
        .heartbeats()
        .take(new InstanceHeartbeat("i1", Optional.of("old"), OptionalLong.of(7)));

    a.service().register(registration("i1", "d1"));

    assertThat(listed().workerId()).isEmpty();
    assertThat(listed().capabilityFlags()).isZero();
  }

  private void beatLater(String instance, Optional<String> worker, OptionalLong flags) {
    // The database's clock ticks in microseconds; a beat in the same one as the registration is
    // older than it.
    database.execute("update instance set registered_at = registered_at - interval '1 second'");
    assertThat(a.service().heartbeats().take(new InstanceHeartbeat(instance, worker, flags)))
        .isTrue();
  }

  @Test
  void beats_are_written_in_batches_and_none_is_lost() {
    for (int i = 0; i < 20; i++) {
      a.service().register(registration("i" + i, "d" + i));
    }
    silentFor("40 seconds");
    database.execute("update instance set registered_at = registered_at - interval '1 hour'");

    for (int i = 0; i < 20; i++) {
      a.beat("i" + i);
    }

    assertThat(a.list()).hasSize(20);
  }

  // To list

  @Test
  void the_list_leaves_out_the_silent_unless_all_are_wanted_and_the_newest_comes_first() {
    a.service().register(registration("silent", "d1"));
    a.service().register(registration("mute", "d2"));
    database.execute(
        "update instance set last_heartbeat = clock_timestamp() - interval '40 seconds' where instance_id = 'silent'");
    database.execute(
        "update instance set last_heartbeat = clock_timestamp() - interval '70 seconds' where instance_id = 'mute'");
    a.service().register(registration("i1", "d3"));

    assertThat(a.list()).extracting(InstanceView::instanceId).containsExactly("i1");
    assertThat(a.listAll())
        .extracting(InstanceView::instanceId, InstanceView::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("i1", ConnectionState.CONNECTED),
            org.assertj.core.groups.Tuple.tuple("silent", ConnectionState.RECONNECTING),
            org.assertj.core.groups.Tuple.tuple("mute", ConnectionState.DISCONNECTED));
  }

  @Test
  void all_required_capabilities_are_required() {
    a.service()
        .register(
            new InstanceRegistration(
                "i1", "d1", "vllm", Optional.empty(), "", Map.of(), Long.MIN_VALUE | 2, "", ""));

    assertThat(requiring(2)).hasSize(1);
    assertThat(requiring(Long.MIN_VALUE)).hasSize(1);
    assertThat(requiring(6)).isEmpty();
  }

  private java.util.List<InstanceView> requiring(long flags) {
    return a.service().list(new InstanceQuery(InstanceQuery.Scope.HEARD_IN_TIME, flags));
  }

  // To leave

  @Test
  void an_instance_leaves_and_may_come_back() {
    a.service().register(registration("i1", "d1"));

    assertThat(a.service().unregister("i1")).isTrue();

    assertThat(a.listAll()).isEmpty();
    assertThat(a.beat("i1")).isFalse();
    assertThat(a.service().unregister("i1")).isFalse();
    assertThat(a.service().unregister("")).isFalse();
    assertThat(a.service().unregister("\0")).isFalse();
    assertThat(
            database.text(
                "select kind || ' ' || actor || ' ' || (before ->> 'engine') from journal order by revision desc"))
        .isEqualTo("instance.unregistered daemon:d1 vllm");

    a.service().register(registration("i1", "d1"));
    assertThat(a.list()).hasSize(1);
  }

  @Test
  void an_instance_that_is_silent_beyond_timeout_and_grace_goes() {
    a.service().register(registration("silent", "d1"));
    a.service().register(registration("late", "d2"));
    silentFor("31 seconds");
    database.execute(
        "update instance set last_heartbeat = clock_timestamp() - interval '30.5 seconds' where instance_id = 'late'");

    a.expire();

    assertThat(a.listAll()).extracting(InstanceView::instanceId).containsExactly("late");
    assertThat(a.beat("silent")).isFalse();
    assertThat(
            database.text(
                "select kind || ' ' || actor || ' ' || subject from journal order by revision desc"))
        .isEqualTo("instance.expired system:instance-sweep silent");
  }

  @Test
  void silence_in_which_nobody_listened_does_not_count() {
    a.service().register(registration("i1", "d1"));
    silentFor("10 minutes");
    database.execute("update fleet_listening set listening_since = now(), listened_until = now()");

    a.expire();

    assertThat(a.list()).hasSize(1);
  }

  @Test
  void nobody_expires_while_nobody_listens() {
    a.service().register(registration("i1", "d1"));
    silentFor("10 minutes");
    database.execute("update fleet_listening set listened_until = now() - interval '6 seconds'");

    a.expire();

    assertThat(a.listAll()).hasSize(1);
  }

  private void silentFor(String interval) {
    database.execute(
        "update instance set registered_at = clock_timestamp() - interval '1 hour', last_heartbeat = clock_timestamp() - interval '"
            + interval
            + "'");
  }

  // Elsewhere

  @Test
  void every_coordinator_takes_the_beats_of_every_instance() {
    try (TestInstances b = new TestInstances("b", database)) {
      a.service().register(registration("i1", "d1"));
      await().until(() -> b.beat("i1"));

      b.service().unregister("i1");
      await().until(() -> !a.beat("i1"));
    }
  }

  @Test
  void a_coordinator_that_starts_later_knows_all_instances_and_what_they_can_do() {
    a.service()
        .register(
            new InstanceRegistration(
                "i1", "d1", "vllm", Optional.empty(), "", Map.of("l", "1"), 6, "", ""));
    try (TestInstances b = new TestInstances("b", database)) {
      assertThat(b.beat("i1")).isTrue();
      assertThat(b.directory().capabilityFlags().boxed()).containsExactly(6L);
      b.service()
          .heartbeats()
          .take(new InstanceHeartbeat("i1", Optional.empty(), OptionalLong.of(2)));
      assertThat(b.directory().capabilityFlags().boxed()).containsExactly(2L);
    }
  }
}
