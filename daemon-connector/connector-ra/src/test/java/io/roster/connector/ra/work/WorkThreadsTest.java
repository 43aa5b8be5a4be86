/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roster.connector.ra.TestServer;
import jakarta.resource.spi.work.HintsContext;
import jakarta.resource.spi.work.Work;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkThreadsTest {

  private final TestServer server = new TestServer();
  private final WorkThreads threads = new WorkThreads(server);

  @AfterEach
  void every_thread_went_back() {
    server.close();
    await().until(() -> server.runningWorks() == 0);
  }

  @Test
  void a_task_runs_on_a_thread_of_the_server_under_its_own_name() throws Exception {
    AtomicReference<String> name = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(1);
    Thread thread =
        threads.newThread(
            () -> {
              name.set(Thread.currentThread().getName());
              done.countDown();
            });
    thread.setName("peer-accept-1");
    thread.start();
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(name).hasValue("peer-accept-1");
    await().until(() -> server.runningWorks() == 0);
    assertThat(server.threadNames()).noneMatch(it -> it.equals("peer-accept-1"));
  }

  @Test
  void the_server_is_told_that_the_task_is_long() {
    threads.newThread(() -> {}).start();
    assertThat(server.workContexts())
        .singleElement()
        .isInstanceOfSatisfying(
            HintsContext.class,
            hints ->
                assertThat(hints.getHints()).containsEntry(HintsContext.LONGRUNNING_HINT, true));
  }

  @Test
  void an_interrupt_reaches_the_task_and_does_not_outlive_it() throws Exception {
    CountDownLatch waits = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread thread =
        threads.newThread(
            () -> {
              try {
                waits.countDown();
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.set(true);
                Thread.currentThread().interrupt();
              }
            });
    thread.start();
    assertThat(waits.await(10, TimeUnit.SECONDS)).isTrue();
    thread.interrupt();
    await().untilTrue(interrupted);
    await().until(() -> server.runningWorks() == 0);
    assertThat(server.interruptedAtEnd()).isZero();
  }

  @Test
  void an_interrupt_before_the_start_is_not_lost() {
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread thread = threads.newThread(() -> interrupted.set(Thread.interrupted()));
    thread.interrupt();
    thread.start();
    await().untilTrue(interrupted);
  }

  @Test
  void the_server_ends_a_task_by_releasing_it() throws Exception {
    CountDownLatch waits = new CountDownLatch(1);
    threads
        .newThread(
            () -> {
              try {
                waits.countDown();
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            })
        .start();
    assertThat(waits.await(10, TimeUnit.SECONDS)).isTrue();
    server.works().forEach(Work::release);
    await().until(() -> server.runningWorks() == 0);
  }

  @Test
  void an_executor_can_be_built_on_them() {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, threads);
    AtomicBoolean ran = new AtomicBoolean();
    Future<?> task =
        executor.scheduleWithFixedDelay(() -> ran.set(true), 1, 1, TimeUnit.MILLISECONDS);
    await().untilTrue(ran);
    assertThat(task.cancel(true)).isTrue();
    executor.shutdownNow();
    await().until(executor::isTerminated);
    await().until(() -> server.runningWorks() == 0);
  }

  @Test
  void a_server_without_threads_is_told_of_at_the_start() {
    server.refuseWork();
    assertThatThrownBy(() -> threads.newThread(() -> {}).start())
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("gives no thread");
  }
}
