/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopTest {

  private final AtomicInteger threads = new AtomicInteger();
  private final AtomicInteger steps = new AtomicInteger();
  private final AtomicInteger ends = new AtomicInteger();
  private volatile Duration pause = Duration.ofMillis(2);
  private volatile boolean faulty;

  private final Loop loop =
      new Loop(
          "test",
          new Loop.Steps() {
            @Override
            public Duration step() {
              steps.incrementAndGet();
              if (faulty) {
                throw new IllegalStateException("fault");
              }
              return pause;
            }

            @Override
            public void end() {
              ends.incrementAndGet();
            }
          },
          work -> {
            threads.incrementAndGet();
            return new Thread(work, "loop");
          });

  @Test
  void it_steps_until_it_is_stopped() {
    loop.start();
    await().until(() -> steps.get() > 3);
    loop.stop();
    assertThat(ends).hasValue(1);
    int done = steps.get();
    await().during(Duration.ofMillis(30)).until(() -> steps.get() == done);
  }

  @Test
  void start_and_stop_may_be_repeated() {
    loop.start();
    loop.start();
    await().until(() -> steps.get() > 0);
    loop.stop();
    loop.stop();
    loop.start();
    assertThat(threads).hasValue(1);
    assertThat(ends).hasValue(1);
  }

  @Test
  void stop_without_start_is_nothing() {
    loop.stop();
    loop.start();
    assertThat(threads).hasValue(0);
  }

  @Test
  void waking_ends_the_wait() {
    pause = Duration.ofHours(1);
    loop.start();
    await().until(() -> steps.get() == 1);
    loop.wake();
    await().until(() -> steps.get() == 2);
    loop.stop();
  }

  @Test
  void a_fault_does_not_end_it() {
    faulty = true;
    loop.start();
    await().until(() -> steps.get() == 1);
    faulty = false;
    loop.wake();
    await().until(() -> steps.get() > 1);
    loop.stop();
  }
}
