/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.client.Rotation;
import io.roster.node.registry.RegistryFailure.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RegistryClientTest {

  private final ScriptedCoordinator a = new ScriptedCoordinator("a:1");
  private final ScriptedCoordinator b = new ScriptedCoordinator("b:1");
  private final Rotation<Coordinator> coordinators =
      new Rotation<>(List.<Supplier<Coordinator>>of(() -> a, () -> b));
  private final RegistryClient client = new RegistryClient(coordinators);

  @Test
  void a_coordinator_that_is_away_is_left_within_the_call() throws Exception {
    a.failure = Optional.of(Kind.CONNECTIVITY);
    assertThat(ask()).isEqualTo("answer");
    assertThat(a.calls).containsExactly("ask", "reconnect");
    assertThat(coordinators.current()).as("for everybody").isSameAs(b);
    assertThat(coordinators.atHome()).isFalse();
  }

  @Test
  void a_call_fails_when_each_has_failed_once() {
    a.failure = Optional.of(Kind.CONNECTIVITY);
    b.failure = Optional.of(Kind.CONNECTIVITY);
    assertThatThrownBy(this::ask).hasMessage("b:1 fails");
    assertThat(a.calls).filteredOn("ask"::equals).hasSize(1);
    assertThat(b.calls).filteredOn("ask"::equals).hasSize(1);
  }

  @Test
  void a_refusal_is_an_answer() {
    a.failure = Optional.of(Kind.REFUSED);
    assertThatThrownBy(this::ask).hasMessage("a:1 fails");
    assertThat(b.calls).isEmpty();
  }

  @Test
  void two_who_fail_at_the_same_coordinator_move_on_once() {
    Coordinator failed = coordinators.current();
    coordinators.moveOn(failed);
    coordinators.moveOn(failed);
    assertThat(coordinators.current()).isSameAs(b);
  }

  private String ask() throws RegistryFailure {
    return client.ask(Duration.ofSeconds(1), stubs -> "answer");
  }
}
