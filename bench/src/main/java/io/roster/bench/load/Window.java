/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.load;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A measured stretch of an open loop. */
final class Window {

  private static final Duration GLANCE = Duration.ofMillis(20);

  private static final int REASONS = 5;

  private final long begin;
  private final long end;
  private final Tally[] tallies;
  private final LatencyRecorder lateness = new LatencyRecorder();
  private final Set<Ticket> open = ConcurrentHashMap.newKeySet();
  private final Set<String> reasons = ConcurrentHashMap.newKeySet();

  /** An action that was due in the window. Each is one of its own, so it has no values. */
  final class Ticket {

    private final int stream;
    private final long due;

    private Ticket(int stream, long due) {
      this.stream = stream;
      this.due = due;
    }

    /** Notes how the action ended, unless it was given up. */
    void ended(long now, Answer answer) {
      if (open.remove(this)) {
        note(this, now, answer);
      }
    }
  }

  private static final class Tally {

    private final LongAdder offered = new LongAdder();
    private final LongAdder served = new LongAdder();
    private final LongAdder shed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final LatencyRecorder latencies = new LatencyRecorder();
  }

  Window(int streams, long begin, Duration time) {
    this.begin = begin;
    this.end = begin + time.toNanos();
    this.tallies = Stream.generate(Tally::new).limit(streams).toArray(Tally[]::new);
  }

  long end() {
    return end;
  }

  boolean covers(long moment) {
    return moment - begin >= 0 && moment - end < 0;
  }

  /** Notes an action that was due and begins now. */
  Ticket offer(int stream, long due, long now) {
    Ticket ticket = new Ticket(stream, due);
    tallies[stream].offered.increment();
    lateness.record(now - due);
    open.add(ticket);
    return ticket;
  }

  /**
   * Notes a good answer that came in the window, whenever its action was due: what is served in a
   * second is not what is still answered after the end.
   */
  void served(int stream, long now) {
    if (covers(now)) {
      tallies[stream].served.increment();
    }
  }

  private void note(Ticket ticket, long now, Answer answer) {
    if (answer.verdict() != Answer.Verdict.SERVED && reasons.size() < REASONS) {
      reasons.add(answer.reason());
    }
    Tally tally = tallies[ticket.stream];
    switch (answer.verdict()) {
      case SERVED -> tally.latencies.record(now - ticket.due);
      case SHED -> tally.shed.increment();
      case FAILED -> tally.failed.increment();
    }
  }

  /** Those that have no answer by then count with the age that they have reached. */
  void awaitAnswers(Duration limit) {
    long last = System.nanoTime() + limit.toNanos();
    while (!open.isEmpty() && System.nanoTime() - last < 0) {
      Pause.of(GLANCE);
    }
    for (Ticket ticket : open) {
      if (open.remove(ticket)) {
        tallies[ticket.stream].unanswered.increment();
        tallies[ticket.stream].latencies.record(System.nanoTime() - ticket.due);
      }
    }
  }

  OpenLoop.Measured outcome() {
    Duration time = Duration.ofNanos(end - begin);
    return new OpenLoop.Measured(
        IntStream.range(0, tallies.length).mapToObj(i -> outcome(tallies[i], time)).toList(),
        lateness.taken(),
        reasons.stream().sorted().toList());
  }

  private static Outcome outcome(Tally tally, Duration time) {
    return new Outcome(
        tally.offered.sum(),
        tally.served.sum(),
        tally.shed.sum(),
        tally.failed.sum(),
        tally.unanswered.sum(),
        time,
        tally.latencies.taken());
  }
}
