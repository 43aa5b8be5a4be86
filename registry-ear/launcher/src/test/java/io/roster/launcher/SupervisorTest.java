/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class SupervisorTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Terminal terminal =
      new Terminal(
          new PrintStream(out, true, StandardCharsets.UTF_8),
          new PrintStream(err, true, StandardCharsets.UTF_8));
  private final Lifetime lifetime = new Lifetime(terminal);
  private final List<Duration> pauses = new ArrayList<>();
  private final Mortal mortal = new Mortal();

  /** It ends at once, and starts as it was told to; when nothing more was told, all is stopped. */
  private final class Mortal implements Restartable {
    private final Deque<String> refusals = new ArrayDeque<>();
    private int lives = 1;
    private int livesLeft;

    @Override
    public String name() {
      return "coordinator-2";
    }

    @Override
    public String awaitEnd() {
      if (livesLeft == 0) {
        lifetime.close();
      }
      return "status 137";
    }

    @Override
    public long startAgain() {
      String refusal = refusals.poll();
      if (refusal != null) {
        throw new CannotStart(refusal);
      }
      livesLeft--;
      lives++;
      return 4711;
    }
  }

  private void supervise(String meanwhile) {
    new Supervisor(mortal, meanwhile, lifetime, terminal, pauses::add).run();
  }

  private List<String> told() {
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void what_ends_is_started_again_after_a_pause_and_each_is_told_in_a_line() {
    mortal.livesLeft = 1;

    supervise("the others go on");

    assertThat(mortal.lives).isEqualTo(2);
    assertThat(pauses).containsExactly(Backoff.FIRST);
    assertThat(told())
        .containsExactly(
            "roster: coordinator-2 has ended (status 137); the others go on,"
                + " and it is started again in 2 s.");
    assertThat(out.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo("Registry        coordinator-2 is back, as process 4711");
  }

  @Test
  void the_only_one_has_no_others() {
    mortal.livesLeft = 1;

    supervise("");

    assertThat(told())
        .containsExactly(
            "roster: coordinator-2 has ended (status 137); it is started again in 2 s.");
  }

  @Test
  void a_start_that_fails_is_told_by_its_first_line_and_tried_again_later() {
    mortal.livesLeft = 1;
    mortal.refusals.add("The server could not start: no port.\nThe whole story is in its log.");

    supervise("");

    assertThat(mortal.lives).isEqualTo(2);
    assertThat(pauses).containsExactly(Backoff.FIRST, Backoff.FIRST.multipliedBy(2));
    assertThat(told().get(1))
        .isEqualTo(
            "roster: coordinator-2 did not come back (The server could not start: no port);"
                + " it is started again in 4 s.");
  }

  @Test
  void what_ends_because_all_is_stopped_stays_so() {
    supervise("the others go on");

    assertThat(mortal.lives).isEqualTo(1);
    assertThat(pauses).isEmpty();
    assertThat(told()).isEmpty();
  }
}
