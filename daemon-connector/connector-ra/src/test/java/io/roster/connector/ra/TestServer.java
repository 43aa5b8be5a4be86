/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkContextProvider;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.resource.spi.work.WorkRejectedException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The part of an application server that a resource adapter meets: work gets a thread each. */
public final class TestServer implements BootstrapContext, WorkManager, AutoCloseable {

  private final List<Work> works = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final AtomicInteger interruptedAtEnd = new AtomicInteger();
  private volatile boolean refusing;

  /** All work that was submitted. */
  public List<Work> works() {
    return works;
  }

  /** The contexts of all work that was submitted. */
  public List<WorkContext> workContexts() {
    return works.stream()
        .flatMap(work -> ((WorkContextProvider) work).getWorkContexts().stream())
        .toList();
  }

  /** How many threads still run. */
  public long runningWorks() {
    return threads.stream().filter(Thread::isAlive).count();
  }

  /** How its threads are called now. */
  public List<String> threadNames() {
    return threads.stream().map(Thread::getName).toList();
  }

  /** How many threads came back from their work with an interrupt pending. */
  public int interruptedAtEnd() {
    return interruptedAtEnd.get();
  }

  /** From now on no work is accepted. */
  public void refuseWork() {
    refusing = true;
  }

  @Override
  public WorkManager getWorkManager() {
    return this;
  }

  @Override
  public void scheduleWork(Work work) throws WorkException {
    if (refusing) {
      throw new WorkRejectedException("no threads left");
    }
    works.add(work);
    Thread thread = new Thread(() -> run(work), "test-work-" + works.size());
    threads.add(thread);
    thread.start();
  }

  private void run(Work work) {
    work.run();
    if (Thread.currentThread().isInterrupted()) {
      interruptedAtEnd.incrementAndGet();
    }
  }

  @Override
  public void close() {
    works.forEach(Work::release);
  }

  @Override
  public XATerminator getXATerminator() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Timer createTimer() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isContextSupported(Class<? extends WorkContext> workContextClass) {
    return true;
  }

  @Override
  public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void doWork(Work work) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void doWork(Work work, long timeout, ExecutionContext context, WorkListener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long startWork(Work work) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long startWork(Work work, long timeout, ExecutionContext context, WorkListener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void scheduleWork(
      Work work, long timeout, ExecutionContext context, WorkListener listener) {
    throw new UnsupportedOperationException();
  }
}
