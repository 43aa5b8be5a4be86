/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.scenario;

import io.roster.bench.client.Channels;
import io.roster.bench.client.EmptyCall;
import io.roster.bench.load.Action;
import io.roster.bench.load.ClosedLoop;
import io.roster.bench.load.Interleaved;
import io.roster.bench.load.Load;
import io.roster.bench.load.Outcome;
import io.roster.bench.report.Conditions;
import io.roster.bench.report.Figure;
import io.roster.bench.stage.Parameter;
import io.roster.bench.stage.Stage;

/** A call's rate beside the rate of the empty call, taking turns on the same connections. */
final class AgainstCeiling {

  static final int IN_FLIGHT = 64;
  static final Parameter CONNECTIONS =
      new Parameter("connections", 4, 1, "connections that the callers share");

  private AgainstCeiling() {}

  static Load emptyCalls(Channels channels) {
    return new ClosedLoop(EmptyUnary.NAME, EmptyCall.over(channels), IN_FLIGHT);
  }

  static Figure measure(
      Stage stage, String name, Action call, Channels channels, Conditions conditions) {
    stage.say("measuring, in turns with the empty call");
    Interleaved turns =
        Interleaved.of(
            emptyCalls(channels),
            new ClosedLoop(name, call, IN_FLIGHT),
            stage.warmUp(),
            stage.measured());
    Outcome outcome = turns.ofSubject();
    return Figure.of(name, outcome.servedPerSecond(), "calls/s", loaded(conditions, channels))
        .comparedWith(EmptyUnary.NAME, turns.ofReference().servedPerSecond())
        .detail("p50_ms", outcome.latencies().millisAt(50))
        .detail("p99_ms", outcome.latencies().millisAt(99))
        .detail("shed", outcome.shed())
        .detail("windows", Interleaved.rates(turns.subject()))
        .detail("compared_windows", Interleaved.rates(turns.reference()));
  }

  static Conditions loaded(Conditions conditions, Channels channels) {
    return conditions.with("concurrency", IN_FLIGHT).with("connections", channels.count());
  }
}
