/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.client.Rotation;
import io.roster.node.registry.RegistryFailure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RegistryLinkTest {

  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final NodeIdentity NODE = new NodeIdentity("n", "d", "10.0.0.1", 1, 2);

  private final ScriptedCoordinator a = new ScriptedCoordinator("a:1");
  private final ScriptedCoordinator b = new ScriptedCoordinator("b:1");
  private final List<LinkState> states = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();
  private final InventoryReport inventory = new InventoryReport("sum", List.of("cgid:a"));
  private Membership membership = new Membership();
  private NodeLoad load = new NodeLoad(100, 60, true);

  @Test
  void it_greets_registers_and_beats() {
    RegistryLink link = linkTo(a);
    assertThat(link.status()).isEqualTo(LinkStatus.INITIAL);
    assertThat(link.step()).isEqualTo(INTERVAL);
    load = new NodeLoad(100, 50, true);
    assertThat(link.step()).isEqualTo(INTERVAL);
    assertThat(a.calls).containsExactly("greet", "register", "beat worker_n_1 50");
    assertThat(link.status())
        .isEqualTo(
            new LinkStatus(
                LinkState.REGISTERED,
                Optional.of("worker_n_1"),
                Optional.of("a:1"),
                Optional.empty()));
    assertThat(states).containsExactly(LinkState.REGISTERED);
  }

  @Test
  void a_shorter_interval_of_the_registry_wins() {
    a.interval = Duration.ofSeconds(2);
    assertThat(linkTo(a).step()).isEqualTo(Duration.ofSeconds(2));
    a.interval = Duration.ofSeconds(60);
    assertThat(linkTo(a).step()).isEqualTo(INTERVAL);
  }

  @Test
  void one_failed_call_moves_to_the_next_coordinator_at_once() {
    RegistryLink link = linkTo(a, b);
    link.step();
    a.failure = Optional.of(Kind.CONNECTIVITY);
    assertThat(link.step()).isZero();
    assertThat(link.status().isRegistered()).isTrue();
    assertThat(link.step()).isEqualTo(INTERVAL);
    assertThat(b.calls).containsExactly("greet", "beat worker_n_1 60");
    assertThat(link.status().endpoint()).contains("b:1");
    assertThat(link.status().lastFailure()).isEmpty();
    assertThat(a.calls).endsWith("reconnect");
  }

  @Test
  void it_waits_with_growing_bounds_when_all_have_failed() {
    RegistryLink link = linkTo(a, b);
    a.failure = Optional.of(Kind.CONNECTIVITY);
    b.failure = Optional.of(Kind.OTHER);
    assertThat(link.step()).isZero();
    assertThat(link.step()).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
    assertThat(link.step()).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
    assertThat(link.step()).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
    for (int i = 0; i < 100; i++) {
      assertThat(link.step()).isBetween(Duration.ofMillis(100), Duration.ofSeconds(5));
    }
    assertThat(link.status().state()).isEqualTo(LinkState.CONNECTING);
    assertThat(link.status().lastFailure()).isPresent();
  }

  @Test
  void it_is_lost_when_no_coordinator_answers_and_found_again() {
    RegistryLink link = linkTo(a, b);
    link.step();
    a.failure = Optional.of(Kind.CONNECTIVITY);
    b.failure = Optional.of(Kind.CONNECTIVITY);
    link.step();
    link.step();
    assertThat(link.status().state()).isEqualTo(LinkState.LOST);
    assertThat(link.status().workerId()).contains("worker_n_1");
    b.failure = Optional.empty();
    link.step();
    link.step();
    assertThat(link.status().isRegistered()).isTrue();
    assertThat(states).containsExactly(LinkState.REGISTERED, LinkState.LOST, LinkState.REGISTERED);
  }

  @Test
  void a_forgotten_worker_registers_again_at_once_as_a_recovery() {
    RegistryLink link = linkTo(a, b);
    link.step();
    a.heartbeatFailure = Optional.of(Kind.IDENTITY);
    assertThat(link.step()).isZero();
    a.workerId = "worker_n_2";
    assertThat(link.step()).isEqualTo(INTERVAL);
    assertThat(a.calls).endsWith("register after worker_n_1");
    assertThat(link.status().workerId()).contains("worker_n_2");
    assertThat(b.calls).isEmpty();
  }

  @Test
  void a_failing_recovery_goes_on_at_the_next_coordinator() {
    RegistryLink link = linkTo(a, b);
    link.step();
    a.heartbeatFailure = Optional.of(Kind.IDENTITY);
    link.step();
    a.failure = Optional.of(Kind.OTHER);
    link.step();
    link.step();
    assertThat(b.calls).containsExactly("greet", "register after worker_n_1");
  }

  @Test
  void a_conflict_is_tried_again_at_the_same_coordinator() {
    RegistryLink link = linkTo(a);
    link.step();
    a.heartbeatFailure = Optional.of(Kind.CONFLICT);
    assertThat(link.step()).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
    assertThat(link.status().isRegistered()).isTrue();
    assertThat(a.calls).doesNotContain("reconnect");
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"CONNECTIVITY", "CONFLICT", "REFUSED", "OTHER"})
  void no_other_failure_gives_the_identity_up(Kind kind) {
    RegistryLink link = linkTo(a);
    link.step();
    a.heartbeatFailure = Optional.of(kind);
    link.step();
    a.heartbeatFailure = Optional.empty();
    link.step();
    assertThat(a.calls).filteredOn(call -> call.startsWith("register")).hasSize(1);
  }

  @Test
  void stop_says_goodbye_once_under_an_id_of_this_incarnation() {
    RegistryLink link = linkTo(a);
    link.step();
    link.end();
    link.end();
    assertThat(a.calls).filteredOn(call -> call.startsWith("unregister")).hasSize(1);
    assertThat(link.status().state()).isEqualTo(LinkState.STOPPED);

    membership = new Membership();
    RegistryLink next = linkTo(a);
    next.step();
    next.end();
    assertThat(a.calls).filteredOn(call -> call.startsWith("unregister")).doesNotHaveDuplicates();
  }

  @Test
  void goodbye_is_said_to_whoever_listens() {
    RegistryLink link = linkTo(a, b);
    link.step();
    a.failure = Optional.of(Kind.CONNECTIVITY);
    link.end();
    assertThat(b.calls).first().asString().startsWith("unregister worker_n_1|graceful|");
  }

  @Test
  void goodbye_ends_though_nobody_listens() {
    RegistryLink link = linkTo(a, b);
    link.step();
    a.failure = Optional.of(Kind.CONNECTIVITY);
    b.failure = Optional.of(Kind.CONNECTIVITY);
    link.end();
    assertThat(link.status().state()).isEqualTo(LinkState.STOPPED);
  }

  @Test
  void who_never_registered_says_no_goodbye() {
    RegistryLink link = linkTo(a);
    link.end();
    assertThat(a.calls).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true, 1, 0", "false, 7, 0", "false, 1, 2"})
  void a_registry_that_sees_another_inventory_is_believed(
      boolean required, long version, int obsolete) {
    RegistryLink link = linkTo(a);
    link.step();
    link.step();
    assertThat(doubts).containsExactly("the node has registered");
    a.heard = new Heard(required, version, obsolete);
    assertThat(link.step()).isEqualTo(INTERVAL);
    assertThat(doubts).hasSize(2);
    assertThat(link.status().isRegistered()).isTrue();
  }

  @Test
  void a_registry_that_does_not_say_its_version_has_no_other() {
    RegistryLink link = linkTo(a);
    link.step();
    a.heard = new Heard(false, 0, 0);
    link.step();
    assertThat(doubts).hasSize(1);
  }

  @Test
  void it_comes_home_when_home_answers_again() {
    RegistryLink link = linkTo(a, b);
    link.step();
    a.failure = Optional.of(Kind.CONNECTIVITY);
    link.step();
    for (int beat = 0; beat < 12; beat++) {
      link.step();
    }
    assertThat(link.status().endpoint()).contains("b:1");
    assertThat(link.status().isRegistered()).isTrue();
    a.failure = Optional.empty();
    for (int beat = 0; beat < 8; beat++) {
      link.step();
    }
    assertThat(link.status().endpoint()).contains("a:1");
    assertThat(states).containsExactly(LinkState.REGISTERED);
  }

  @Test
  void a_wanted_renewal_registers_at_the_next_step() {
    RegistryLink link = linkTo(a);
    link.step();
    membership.renew();
    a.generation = 2;
    link.step();
    link.step();
    assertThat(a.calls)
        .containsExactly("greet", "register", "register after worker_n_1", "beat worker_n_1 60");
    assertThat(membership.standing().orElseThrow().generation()).isEqualTo(2);
    assertThat(membership.standing().orElseThrow().registration()).isEqualTo(2);
  }

  @Test
  void a_heartbeat_tells_the_inventory_and_what_was_agreed_on() {
    RegistryLink link = linkTo(a);
    link.step();
    Standing standing = membership.standing().orElseThrow();
    membership.agreed(standing, 1, 5, Instant.ofEpochSecond(77));
    link.step();
    assertThat(a.beats)
        .containsExactly(new Beat(load, inventory, 5, Optional.of(Instant.ofEpochSecond(77))));
  }

  private RegistryLink linkTo(ScriptedCoordinator... coordinators) {
    List<Supplier<Coordinator>> candidates = new ArrayList<>();
    for (ScriptedCoordinator each : coordinators) {
      candidates.add(() -> each);
    }
    return new RegistryLink(
        new Rotation<>(candidates),
        NODE,
        membership,
        new LinkReports() {
          @Override
          public NodeLoad load() {
            return load;
          }

          @Override
          public InventoryReport inventory() {
            return inventory;
          }
        },
        INTERVAL,
        new Random(1),
        new LinkListener() {
          @Override
          public void inventoryInDoubt(String reason) {
            doubts.add(reason);
          }

          @Override
          public void changed(LinkStatus now) {
            states.add(now.state());
          }
        });
  }
}
