/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcesTest {

  private static final PeerAddress A = new PeerAddress("a", 1);
  private static final PeerAddress B = new PeerAddress("b", 1);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final Sources sources = new Sources(List.of(A, B, A), 3, PAUSE);

  @Test
  void each_is_asked_once_in_its_order() {
    assertThat(next(sources).peer()).isEqualTo(A);
    assertThat(next(sources).peer()).isEqualTo(B);
    assertThat(sources.next()).isEmpty();
  }

  @Test
  void one_that_lied_is_not_asked_again() {
    sources.failed(next(sources), new PeerLied(A, "lied"), 5);
    assertThat(next(sources).peer()).isEqualTo(B);
    assertThat(sources.next()).isEmpty();
  }

  @Test
  void one_that_gave_something_and_was_cut_is_asked_on_at_once() {
    sources.failed(next(sources), lost(), 1);
    Sources.Candidate again = next(sources);
    assertThat(again.peer()).isEqualTo(A);
    assertThat(sources.pauseBefore(again)).isZero();
  }

  @Test
  void one_that_gave_nothing_comes_last_and_after_a_pause() {
    sources.failed(next(sources), lost(), 0);
    assertThat(next(sources).peer()).isEqualTo(B);
    Sources.Candidate again = next(sources);
    assertThat(again.peer()).isEqualTo(A);
    assertThat(sources.pauseBefore(again)).isEqualTo(PAUSE);
  }

  @Test
  void one_that_stalls_comes_last_though_it_gave_something() {
    sources.failed(next(sources), new PeerStalled(A, PAUSE), 3);
    assertThat(next(sources).peer()).isEqualTo(B);
    assertThat(next(sources)).isEqualTo(new Sources.Candidate(A, 0));
  }

  @Test
  void one_that_fails_again_and_again_is_given_up_after_longer_and_longer_pauses() {
    Sources one = new Sources(List.of(A), 3, PAUSE);
    one.failed(next(one), lost(), 0);
    Sources.Candidate second = next(one);
    assertThat(one.pauseBefore(second)).isEqualTo(PAUSE);
    one.failed(second, lost(), 0);
    Sources.Candidate third = next(one);
    assertThat(one.pauseBefore(third)).isEqualTo(PAUSE.multipliedBy(2));
    one.failed(third, lost(), 0);
    assertThat(one.next()).isEmpty();
  }

  private static Sources.Candidate next(Sources from) {
    return from.next().orElseThrow();
  }

  private static PeerLost lost() {
    return new PeerLost(A, "cut", new EOFException());
  }
}
