/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One measured number, printed as one line of JSON.
 *
 * @param name what was measured
 * @param value the number
 * @param unit its unit
 * @param comparedWith what it is held against, if there is anything
 * @param conditions under which circumstances
 * @param details what else was seen in the same measurement
 */
public record Figure(
    String name,
    double value,
    String unit,
    @Nullable Comparison comparedWith,
    Conditions conditions,
    Map<String, Object> details) {

  public Figure {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  public static Figure of(String name, double value, String unit, Conditions conditions) {
    return new Figure(name, value, unit, null, conditions, Map.of());
  }

  public Figure comparedWith(String other, double otherValue) {
    return new Figure(name, value, unit, new Comparison(other, otherValue), conditions, details);
  }

  public Figure detail(String what, Object seen) {
    Map<String, Object> more = new LinkedHashMap<>(details);
    more.put(what, seen);
    return new Figure(name, value, unit, comparedWith, conditions, more);
  }

  public String json() {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("name", name);
    line.put("figure", value);
    line.put("unit", unit);
    line.put("compared_with", comparedWith == null ? null : json(comparedWith));
    if (!details.isEmpty()) {
      line.put("details", details);
    }
    line.put("conditions", conditions.values());
    return Json.of(line);
  }

  private Map<String, Object> json(Comparison comparison) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", comparison.name());
    object.put("value", comparison.value());
    object.put("share", comparison.shareOf(value));
    return object;
  }
}
