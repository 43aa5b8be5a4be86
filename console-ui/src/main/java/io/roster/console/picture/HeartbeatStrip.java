/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.picture;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import io.roster.console.ui.Times;
import io.roster.registry.facts.BeatStrip;
import io.roster.registry.facts.BeatStrip.Tick;
import java.util.List;
import java.util.stream.Collectors;

/** The latest heartbeats of a worker, one bar each: on time, late, missed. */
@Tag("heartbeat-strip")
@JsModule("./components/heartbeat-strip.ts")
public final class HeartbeatStrip extends Component {

  /** What the browser is told. */
  private record Strip(String label, String ticks) {}

  public void show(BeatStrip beats) {
    getElement().setProperty("data", Pictures.json(new Strip(label(beats), ticks(beats))));
  }

  /** One letter for each tick; in front of them what is not known. */
  static String ticks(BeatStrip beats) {
    String known = beats.ticks().stream().map(HeartbeatStrip::letter).collect(Collectors.joining());
    return "-".repeat(Math.max(0, BeatStrip.LENGTH - known.length())) + known;
  }

  static String label(BeatStrip beats) {
    List<Tick> ticks = beats.ticks();
    return "The last "
        + ticks.size()
        + " heartbeats, one due each "
        + Times.span(beats.interval())
        + ": "
        + count(ticks, Tick.ON_TIME)
        + " on time, "
        + count(ticks, Tick.LATE)
        + " late, "
        + count(ticks, Tick.MISSED)
        + " missed";
  }

  private static long count(List<Tick> ticks, Tick wanted) {
    return ticks.stream().filter(tick -> tick == wanted).count();
  }

  private static String letter(Tick tick) {
    return switch (tick) {
      case ON_TIME -> "o";
      case LATE -> "l";
      case MISSED -> "m";
    };
  }
}
