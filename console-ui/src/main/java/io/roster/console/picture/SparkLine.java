/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.picture;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A line without axes, for how a figure went lately. */
@Tag("spark-line")
@JsModule("./components/spark-line.ts")
public final class SparkLine extends Component {

  private final String what;

  /** What the browser is told. */
  private record Line(String label, List<@Nullable Double> points) {}

  public SparkLine(String what) {
    this.what = what;
  }

  /** Evenly spaced points, null where nothing is known. */
  public void show(List<@Nullable Double> points) {
    getElement().setProperty("data", Pictures.json(new Line(label(points), points)));
  }

  private String label(List<@Nullable Double> points) {
    List<Double> known = new ArrayList<>();
    for (Double point : points) {
      if (point != null) {
        known.add(point);
      }
    }
    if (known.isEmpty()) {
      return what + ": nothing known yet";
    }
    double least = known.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double most = known.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    Double now = Objects.requireNonNull(known.get(known.size() - 1));
    return what + ": now " + whole(now) + ", between " + whole(least) + " and " + whole(most);
  }

  private static String whole(double value) {
    return String.valueOf(Math.round(value));
  }
}
