/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LinkThreadTest {

  private final ScriptedCoordinator coordinator = new ScriptedCoordinator("a:1");
  private final AtomicInteger threads = new AtomicInteger();
  private final AtomicInteger loads = new AtomicInteger();
  private volatile boolean faulty;

  private final RegistryLink link =
      new RegistryLink(
          new Coordinators(List.of(() -> coordinator)),
          new NodeIdentity("n", "d", "10.0.0.1", 1, 2),
          this::load,
          Duration.ofMillis(5),
          new Random(1),
          status -> {});

  private final LinkThread thread =
      new LinkThread(
          link,
          work -> {
            threads.incrementAndGet();
            return new Thread(work, "link");
          });

  @Test
  void it_steps_until_it_is_stopped() {
    thread.start();
    await().until(() -> loads.get() > 3);
    thread.stop();
    assertThat(link.status().state()).isEqualTo(LinkState.STOPPED);
    assertThat(coordinator.calls).filteredOn(call -> call.startsWith("unregister")).hasSize(1);
  }

  @Test
  void start_and_stop_may_be_repeated() {
    thread.start();
    thread.start();
    await().until(() -> link.status().isRegistered());
    thread.stop();
    thread.stop();
    thread.start();
    assertThat(threads).hasValue(1);
  }

  @Test
  void stop_without_start_is_nothing() {
    thread.stop();
    thread.start();
    assertThat(threads).hasValue(0);
  }

  @Test
  void a_fault_does_not_end_it() {
    faulty = true;
    thread.start();
    await().until(() -> loads.get() == 1);
    thread.stop();
    assertThat(link.status().state()).isEqualTo(LinkState.STOPPED);
  }

  private NodeLoad load() {
    loads.incrementAndGet();
    if (faulty) {
      throw new IllegalStateException("fault");
    }
    return new NodeLoad(10, 5, true);
  }
}
