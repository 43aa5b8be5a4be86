/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roster.registry.access.Identity;
import io.roster.registry.access.Role;
import io.roster.registry.account.Account;
import io.roster.registry.account.AccountService;
import io.roster.registry.account.LogIn;
import io.roster.registry.admin.ServerInfoService;
import io.roster.registry.cluster.Departure;
import io.roster.registry.cluster.Heartbeat;
import io.roster.registry.cluster.HeartbeatAnswer;
import io.roster.registry.cluster.RegisteredWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.WorkerQuery;
import io.roster.registry.cluster.WorkerRegistration;
import io.roster.registry.cluster.WorkerService;
import io.roster.registry.cluster.WorkerView;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.journal.JournalFeed;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.NotPermitted;
import io.roster.registry.platform.Readiness;
import jakarta.ejb.EJB;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The registry's services as the console and the gRPC port use them, in the built EAR on Payara
 * Server.
 */
@ExtendWith(OnPayaraServer.class)
@ArquillianTest
class RegistryInContainerIT {

  private static final Actor ACTOR = Actor.daemon("in-container");

  @EJB private WorkerService workers;
  @EJB private JournalFeed journal;
  @EJB private Readiness readiness;
  @EJB private AccountService accounts;
  @EJB private ServerInfoService info;

  @Deployment
  static EnterpriseArchive deployment() {
    return TestArchive.with(RegistryInContainerIT.class, OnPayaraServer.class);
  }

  private static WorkerRegistration registration(String daemon, String address) {
    return new WorkerRegistration(
        daemon, "node-of-" + daemon, address, 50_051, 50_052, 1_000, 900, 3, Optional.empty());
  }

  private static Heartbeat beat(WorkerId worker) {
    return new Heartbeat(worker, 800, true, 1, "", List.of(), OptionalLong.empty());
  }

  private Optional<WorkerView> listed(WorkerId worker) {
    return workers.list(WorkerQuery.allActive()).stream()
        .filter(view -> view.worker().equals(worker))
        .findFirst();
  }

  private List<String> kindsAbout(String subject) {
    return journal.latest(200).stream()
        .filter(entry -> entry.subject().equals(subject))
        .map(JournalEntry::kind)
        .toList();
  }

  @Test
  void a_worker_registers_beats_is_listed_and_leaves() {
    RegisteredWorker registered = workers.register(registration("life", "10.2.0.1"), ACTOR);
    WorkerId worker = registered.worker();

    assertThat(workers.heartbeats().take(beat(worker))).isInstanceOf(HeartbeatAnswer.Heard.class);
    WorkerView view = listed(worker).orElseThrow();
    assertThat(view.poolAvailableBytes()).isEqualTo(800);
    assertThat(view.capabilityFlags()).isEqualTo(3);
    Departure leave = new Departure(worker, Departure.Manner.GRACEFUL, Optional.empty());
    assertThat(workers.unregister(leave)).isEqualTo(Departure.Outcome.LEFT);
    assertThat(listed(worker)).isEmpty();
    assertThat(workers.heartbeats().take(beat(worker))).isInstanceOf(HeartbeatAnswer.Unknown.class);
  }

  @Test
  void each_change_leaves_one_entry_with_its_actor() {
    WorkerId worker = workers.register(registration("told", "10.2.0.2"), ACTOR).worker();
    workers.register(registration("told", "10.2.0.2"), ACTOR);
    workers.heartbeats().take(beat(worker));
    workers.unregister(new Departure(worker, Departure.Manner.FORCED, Optional.empty()));

    assertThat(kindsAbout(worker.value()))
        .containsExactly("worker.unregistered", "worker.registered", "worker.registered");
    JournalEntry first =
        journal.latest(200).stream()
            .filter(entry -> entry.subject().equals(worker.value()))
            .reduce((newer, older) -> older)
            .orElseThrow();
    assertThat(first.actor()).isEqualTo(ACTOR.name());
    assertThat(first.before()).isEqualTo("null");
    assertThat(first.after()).contains("\"node_address\"", "10.2.0.2");
    assertThat(Duration.between(first.time(), Instant.now()).abs())
        .isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void a_refused_change_leaves_no_entry() {
    assertThatThrownBy(() -> workers.register(registration("refused", "127.0.0.1"), ACTOR))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("node_address");

    assertThat(journal.latest(200)).noneMatch(entry -> entry.after().contains("refused"));
  }

  @Test
  void subscribers_are_told_in_order() {
    Queue<JournalEntry> told = new ConcurrentLinkedQueue<>();
    try (JournalFeed.Subscription ignored = journal.subscribe(told::addAll)) {
      WorkerId worker = workers.register(registration("watched", "10.2.0.3"), ACTOR).worker();
      workers.unregister(new Departure(worker, Departure.Manner.GRACEFUL, Optional.empty()));

      await()
          .atMost(Duration.ofSeconds(5))
          .until(
              () ->
                  told.stream()
                      .anyMatch(
                          entry ->
                              entry.kind().equals("worker.unregistered")
                                  && entry.subject().equals(worker.value())));
    }
    assertThat(told).extracting(JournalEntry::revision).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void a_silent_worker_is_expired_by_the_timer() {
    WorkerId worker = workers.register(registration("silent", "10.2.0.4"), ACTOR).worker();

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> kindsAbout(worker.value()).contains("worker.expired"));
    assertThat(workers.heartbeats().take(beat(worker))).isInstanceOf(HeartbeatAnswer.Unknown.class);
  }

  @Test
  void everything_that_must_be_up_is_up() {
    assertThat(readiness.checks())
        .extracting(Readiness.Check::name)
        .containsExactlyInAnyOrder("database", "schema", "grpc");
    assertThat(readiness.checks()).allMatch(Readiness.Check::up);
    assertThat(readiness.started()).isTrue();
  }

  @Test
  void the_configuration_is_shown_without_its_secrets() {
    assertThat(info.configuration())
        .anyMatch(
            shown ->
                shown.setting().key().equals("roster.worker.heartbeat-timeout")
                    && shown.value().equals("PT4S"));
  }

  @Test
  void an_administrator_makes_accounts_and_a_viewer_does_not() {
    Identity admin = new Identity(Actor.user("admin"), Set.of(Role.ADMIN), "here");
    Identity viewer =
        accounts
            .create("in-container", "a-long-password", Role.VIEWER, "a test", admin)
            .identity("here");

    assertThat(accounts.logIn("in-container", "a-long-password", "here"))
        .isInstanceOf(LogIn.Entered.class);
    assertThat(accounts.logIn("in-container", "another-password", "here"))
        .isEqualTo(new LogIn.Refused());
    assertThat(accounts.logIn("nobody", "a-long-password", "here")).isEqualTo(new LogIn.Refused());
    assertThat(accounts.list(admin))
        .extracting(Account::username)
        .contains("admin", "in-container");
    assertThatThrownBy(
            () -> accounts.create("other", "a-long-password", Role.ADMIN, "a test", viewer))
        .isInstanceOf(NotPermitted.class);
    assertThatThrownBy(
            () -> accounts.create("in-container", "a-long-password", Role.VIEWER, "a test", admin))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("taken");
  }
}
