/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.load;

import io.roster.bench.report.MeasurementFailed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Streams whose actions come when they are due, not when the last answer is there. A latency counts
 * from the moment an action was due, so that a server that stalls is charged for everything that
 * would have come meanwhile.
 *
 * <p>It runs from its start until it is closed, and may be measured in between.
 */
public final class OpenLoop implements AutoCloseable {

  private static final Duration LAST_ANSWERS = Duration.ofSeconds(15);
  private static final Duration LEAD = Duration.ofMillis(50);
  private static final long LOOK_NANOS = 1_000_000;

  private final List<Stream> streams;
  private final Timetable timetable;
  private final Duration lastAnswers;
  private final Thread thread = new Thread(this::run, "open-loop");
  private volatile @Nullable Window window;
  private volatile @Nullable Throwable broken;
  private volatile boolean closing;

  /** Everything that was due before this moment is under way. */
  private volatile long begunUntil;

  /**
   * What came of a window.
   *
   * @param streams the outcome of each stream, in their order
   * @param lateness how late this side began what was due: what the generator itself adds
   * @param reasons some of the reasons why actions were shed or failed
   */
  public record Measured(List<Outcome> streams, Latencies lateness, List<String> reasons) {

    public Measured {
      streams = List.copyOf(streams);
      reasons = List.copyOf(reasons);
    }
  }

  private OpenLoop(List<Stream> streams, Duration lastAnswers) {
    this.lastAnswers = lastAnswers;
    this.streams = List.copyOf(streams);
    long first = System.nanoTime() + LEAD.toNanos();
    this.begunUntil = first;
    this.timetable = new Timetable(first, streams.stream().map(Stream::perSecond).toList());
  }

  public static OpenLoop started(List<Stream> streams) {
    return started(streams, LAST_ANSWERS);
  }

  /**
   * @param lastAnswers how long a measurement waits for answers after its end
   */
  static OpenLoop started(List<Stream> streams, Duration lastAnswers) {
    OpenLoop loop = new OpenLoop(streams, lastAnswers);
    loop.thread.setDaemon(true);
    loop.thread.start();
    return loop;
  }

  private void run() {
    try {
      while (!closing) {
        Timetable.Arrival arrival = timetable.next();
        begunUntil = arrival.due();
        awaitDue(arrival.due());
        begin(arrival);
      }
    } catch (RuntimeException failed) {
      broken = failed;
    }
  }

  private void awaitDue(long due) {
    for (long left = due - System.nanoTime();
        left > 0 && !closing;
        left = due - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
  }

  private void begin(Timetable.Arrival arrival) {
    Window.Ticket ticket = ticket(arrival);
    streams
        .get(arrival.stream())
        .arrival()
        .arrive(arrival.number(), answer -> ended(arrival.stream(), ticket, answer));
  }

  /** What is due while nobody measures has none. */
  private Window.@Nullable Ticket ticket(Timetable.Arrival arrival) {
    Window current = window;
    return current != null && current.covers(arrival.due())
        ? current.offer(arrival.stream(), arrival.due(), System.nanoTime())
        : null;
  }

  private void ended(int stream, Window.@Nullable Ticket ticket, Answer answer) {
    long now = System.nanoTime();
    Window current = window;
    if (current != null && answer.verdict() == Answer.Verdict.SERVED) {
      current.served(stream, now);
    }
    if (ticket != null) {
      ticket.ended(now, answer);
    }
  }

  /** Measures the next so many seconds of what is running. */
  public Measured during(Duration time) {
    Window measured = new Window(streams.size(), System.nanoTime() + LEAD.toNanos(), time);
    window = measured;
    Pause.until(measured.end());
    awaitBegun(measured.end());
    measured.awaitAnswers(lastAnswers);
    window = null;
    Throwable failed = broken;
    if (failed != null) {
      throw new MeasurementFailed("The generator itself failed: " + failed, failed);
    }
    return measured.outcome();
  }

  /** What was due before the end counts, however late a generator that is behind begins it. */
  private void awaitBegun(long end) {
    long patience = System.nanoTime() + lastAnswers.toNanos();
    while (begunUntil - end < 0 && broken == null && !closing && System.nanoTime() - patience < 0) {
      LockSupport.parkNanos(this, LOOK_NANOS);
    }
  }

  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
