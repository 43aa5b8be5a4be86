/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BandwidthTest {

  private static final long SECOND = 1_000_000_000;

  private final AtomicLong now = new AtomicLong();

  @Test
  void without_a_limit_nobody_waits() throws Exception {
    Bandwidth bandwidth = new Bandwidth(OptionalLong.empty(), now::get);
    bandwidth.await(Long.MAX_VALUE);
    bandwidth.await(Long.MAX_VALUE);
  }

  @Test
  void each_piece_waits_for_those_before_it() throws Exception {
    Bandwidth bandwidth = new Bandwidth(OptionalLong.of(1000), now::get);
    bandwidth.await(500);
    AtomicBoolean gone = new AtomicBoolean();
    Thread next = waiting(bandwidth, gone);
    await().until(() -> next.getState() == Thread.State.TIMED_WAITING);
    now.set(SECOND / 2);
    await().untilTrue(gone);
  }

  @Test
  void time_in_which_nothing_went_is_not_saved_up() throws Exception {
    Bandwidth bandwidth = new Bandwidth(OptionalLong.of(1000), now::get);
    now.set(100 * SECOND);
    bandwidth.await(1000);
    AtomicBoolean gone = new AtomicBoolean();
    Thread next = waiting(bandwidth, gone);
    await().until(() -> next.getState() == Thread.State.TIMED_WAITING);
    assertThat(gone).isFalse();
    bandwidth.stop();
    await().untilTrue(gone);
  }

  private static Thread waiting(Bandwidth bandwidth, AtomicBoolean gone) {
    Thread thread =
        new Thread(
            () -> {
              try {
                bandwidth.await(1);
                gone.set(true);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
