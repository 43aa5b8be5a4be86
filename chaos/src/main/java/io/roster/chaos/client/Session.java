/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.roster.chaos.history.Clock;
import io.roster.chaos.history.History;
import io.roster.chaos.history.Operation;
import io.roster.chaos.history.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Calls for one client, each written down. */
final class Session implements AutoCloseable {

  private static final Duration USUAL_DEADLINE = Duration.ofSeconds(4);

  /**
   * A coordinator that is silent for longer may have been left, although the library, which tells
   * of it on a thread of its own, has not done so yet.
   */
  private static final long SILENCE_MICROS = 1_000_000;

  private final String client;
  private final Way way;
  private final History history;
  private final Watermark watermark;
  private final Duration deadline;

  Session(String client, Way way, History history, Watermark watermark) {
    this(client, way, history, watermark, USUAL_DEADLINE);
  }

  /**
   * @param deadline of each call
   */
  Session(String client, Way way, History history, Watermark watermark, Duration deadline) {
    this.client = client;
    this.way = way;
    this.history = history;
    this.watermark = watermark;
    this.deadline = deadline;
  }

  String client() {
    return client;
  }

  /** Whether a call that ends without an answer may have changed something. */
  enum Effect {
    CHANGES,
    READS
  }

  /** What a call is meant to do. */
  record Intent(
      String subject, String action, Effect effect, Map<String, String> asked, Runnable lostTrack) {

    static Intent change(String subject, String action, Map<String, String> asked, Subject on) {
      return new Intent(subject, action, Effect.CHANGES, asked, on::lostTrack);
    }

    static Intent read(String subject) {
      return new Intent(subject, "read", Effect.READS, Map.of(), () -> {});
    }
  }

  /** The same, where a thing that is not there is no answer. */
  <Q, A> Optional<Map<String, String>> call(
      Intent intent,
      MethodDescriptor<Q, A> method,
      Q request,
      Function<A, Map<String, String>> understand) {
    return call(intent, method, request, understand, Map.of());
  }

  /**
   * Makes one call.
   *
   * @param understand turns the answer into what is written down
   * @param absent what is written down when there is no such thing
   * @return what was answered; empty when the call failed
   */
  <Q, A> Optional<Map<String, String>> call(
      Intent intent,
      MethodDescriptor<Q, A> method,
      Q request,
      Function<A, Map<String, String>> understand,
      Map<String, String> absent) {
    long movesBefore = way.moves();
    long invoked = Clock.micros();
    long seen = intent.effect() == Effect.READS ? watermark.highest() : 0;
    Outcome outcome;
    Map<String, String> answered;
    try {
      A answer = way.call(method, request, deadline, seen);
      answered = understand.apply(answer);
      outcome = Outcome.OK;
    } catch (StatusRuntimeException failed) {
      boolean notThere = failed.getStatus().getCode() == Status.Code.NOT_FOUND;
      answered = notThere ? absent : Map.of();
      outcome = answered.isEmpty() ? outcome(intent, failed) : Outcome.OK;
    }
    long completed = Clock.micros();
    watermark.told(way.registry().revision());
    write(intent, invoked, completed, outcome, answered);
    boolean moved = way.moves() != movesBefore || completed - invoked > SILENCE_MICROS;
    boolean maybeDoubled = moved && intent.effect() == Effect.CHANGES;
    if (maybeDoubled && outcome != Outcome.UNKNOWN) {
      // An earlier attempt may still be on its way to the coordinator that was left.
      write(intent, invoked, completed, Outcome.UNKNOWN, Map.of());
    }
    return outcome == Outcome.OK ? Optional.of(answered) : Optional.empty();
  }

  private static Outcome outcome(Intent intent, StatusRuntimeException failed) {
    if (intent.effect() == Effect.READS) {
      return Outcome.FAILED;
    }
    return switch (failed.getStatus().getCode()) {
      case NOT_FOUND, FAILED_PRECONDITION, INVALID_ARGUMENT, ALREADY_EXISTS -> Outcome.FAILED;
      default -> Outcome.UNKNOWN;
    };
  }

  private void write(
      Intent intent, long invoked, long completed, Outcome outcome, Map<String, String> answered) {
    if (outcome == Outcome.UNKNOWN) {
      intent.lostTrack().run();
    }
    history.add(
        new Operation(
            intent.subject(),
            client,
            intent.action(),
            intent.asked(),
            invoked,
            completed,
            outcome,
            answered));
  }

  @Override
  public void close() {
    way.close();
  }
}
