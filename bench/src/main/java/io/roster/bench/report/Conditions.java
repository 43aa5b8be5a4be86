/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Under which circumstances a figure was measured, in the order in which they were told. */
public record Conditions(Map<String, Object> values) {

  public static final Conditions NONE = new Conditions(Map.of());

  public Conditions {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** These and one more. */
  public Conditions with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Conditions(more);
  }
}
