/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.measure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What was measured of one thing in one unit, and whether it is within its limits. */
final class Figure {

  private final String name;
  private final String unit;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> limits = new LinkedHashMap<>();
  private boolean reached = true;

  private Figure(String name, String unit) {
    this.name = name;
    this.unit = unit;
  }

  static Figure of(String name, String unit) {
    return new Figure(name, unit);
  }

  /** A value without a limit. */
  Figure told(String what, double value) {
    values.put(what, number(value));
    return this;
  }

  Figure below(String what, double value, double limit) {
    limits.put(what, "< " + number(limit));
    reached &= value < limit;
    return told(what, value);
  }

  Figure exactly(String what, long value, long wanted) {
    limits.put(what, "= " + wanted);
    reached &= value == wanted;
    return told(what, value);
  }

  String name() {
    return name;
  }

  boolean isReached() {
    return reached;
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  /** As one line of JSON. */
  String json(long seed, Map<String, String> conditions) {
    return "{\"name\":"
        + text(name)
        + ",\"figures\":"
        + object(values, false)
        + ",\"unit\":"
        + text(unit)
        + ",\"limits\":"
        + object(limits, true)
        + ",\"reached\":"
        + reached
        + ",\"seed\":"
        + seed
        + ",\"conditions\":"
        + object(conditions, true)
        + "}";
  }

  private static String object(Map<String, String> pairs, boolean quoted) {
    return pairs.entrySet().stream()
        .map(each -> text(each.getKey()) + ":" + (quoted ? text(each.getValue()) : each.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String text(String plain) {
    return "\"" + plain.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
