/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.overview;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.roster.console.live.Sample;
import io.roster.console.picture.SparkLine;
import io.roster.console.ui.TestId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** How five figures went in the last quarter of an hour, as far as anybody looked. */
final class Sparks extends Div {

  private static final Duration STEP = Duration.ofSeconds(5);
  private static final int POINTS = 180;

  private final Map<String, Spark> sparks = new LinkedHashMap<>();
  private transient List<Sample> shown = List.of();

  /** One line with its name and its last value. */
  private static final class Spark extends Div {

    private final transient ToLongFunction<Sample> figure;
    private final SparkLine line;
    private final Span now = new Span("–");

    Spark(String name, ToLongFunction<Sample> figure) {
      this.figure = figure;
      this.line = new SparkLine(name);
      addClassName("spark");
      Span label = new Span(name);
      label.addClassName("fact-label");
      now.addClassName("num");
      add(label, line, now);
    }

    void show(List<@Nullable Sample> slots) {
      List<@Nullable Double> points = new ArrayList<>();
      for (Sample sample : slots) {
        points.add(sample == null ? null : (double) figure.applyAsLong(sample));
      }
      line.show(points);
      Double last = points.isEmpty() ? null : points.get(points.size() - 1);
      now.setText(last == null ? "–" : String.valueOf(Math.round(last)));
    }
  }

  Sparks() {
    addClassName("sparks");
    TestId.on(this, "sparks");
    sparks.put("Workers", new Spark("Workers", Sample::workers));
    sparks.put("Replicas", new Spark("Replicas", Sample::replicas));
    sparks.put("Active transports", new Spark("Active transports", Sample::transports));
    sparks.put("Waiting requests", new Spark("Waiting requests", Sample::waiting));
    sparks.put("Journal revision", new Spark("Journal revision", Sample::revision));
    sparks.values().forEach(this::add);
  }

  void show(List<Sample> history) {
    if (history.isEmpty() || history.equals(shown)) {
      return;
    }
    shown = history;
    List<@Nullable Sample> slots = slots(history);
    sparks.values().forEach(spark -> spark.show(slots));
  }

  /** One place for each few seconds; empty where nobody looked. */
  static List<@Nullable Sample> slots(List<Sample> history) {
    Instant end = history.get(history.size() - 1).at();
    List<@Nullable Sample> slots = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      slots.add(null);
    }
    for (Sample sample : history) {
      long back = Duration.between(sample.at(), end).dividedBy(STEP);
      if (back < POINTS) {
        slots.set((int) (POINTS - 1 - back), sample);
      }
    }
    return slots;
  }
}
