/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The checked, immutable values of one {@link SettingsTable}. */
public final class Settings {

  private static final String MASK = "********";

  /** A value as an operator may see it. */
  public record Effective(Setting<?> setting, String value, Source source) {}

  /** Where a value comes from. */
  public enum Source {
    DEFAULT,
    GIVEN,
    ABSENT
  }

  private final SettingsTable table;
  private final Map<String, Object> values = new HashMap<>();
  private final Map<String, Source> sources = new HashMap<>();

  private Settings(SettingsTable table) {
    this.table = table;
  }

  /**
   * Reads and checks everything.
   *
   * @param given the text of each key that was set, by whatever means
   * @throws InvalidSettings with one sentence per unknown key, bad value and broken rule
   */
  public static Settings read(SettingsTable table, Map<String, String> given) {
    Settings settings = new Settings(table);
    List<String> problems = new ArrayList<>(unknownKeys(table, given));
    for (Setting<?> setting : table.settings()) {
      settings.readOne(setting, given).ifPresent(problems::add);
    }
    if (problems.isEmpty()) {
      for (Function<Settings, Optional<String>> rule : table.rules()) {
        rule.apply(settings).ifPresent(problems::add);
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
    return settings;
  }

  private static List<String> unknownKeys(SettingsTable table, Map<String, String> given) {
    return given.keySet().stream()
        .filter(table::claims)
        .filter(key -> table.byKey(key).isEmpty())
        .sorted()
        .map(key -> key + ": there is no such setting; remove it or correct its spelling")
        .toList();
  }

  private <T> Optional<String> readOne(Setting<T> setting, Map<String, String> given) {
    Optional<String> text = Optional.ofNullable(given.get(setting.key()));
    sources.put(setting.key(), text.isPresent() ? Source.GIVEN : Source.DEFAULT);
    Optional<String> effective = text.or(setting::fallback);
    if (effective.isEmpty()) {
      sources.put(setting.key(), Source.ABSENT);
      return Optional.empty();
    }
    try {
      values.put(setting.key(), setting.type().parser().apply(effective.get()));
      return Optional.empty();
    } catch (IllegalArgumentException bad) {
      String shown = setting.sensitivity() == Setting.Sensitivity.SECRET ? MASK : effective.get();
      return Optional.of(setting.key() + " = " + shown + ": " + bad.getMessage());
    }
  }

  /** The value of a setting that has a default. */
  public <T> T get(Setting<T> setting) {
    return find(setting)
        .orElseThrow(
            () -> new IllegalStateException(setting.key() + " is not set and has no default"));
  }

  /** The value of a setting that may be absent. */
  @SuppressWarnings("unchecked")
  public <T> Optional<T> find(Setting<T> setting) {
    return Optional.ofNullable((T) values.get(setting.key()));
  }

  /** Every setting with its value as an operator may see it. */
  public List<Effective> effective() {
    return table.settings().stream().map(this::show).toList();
  }

  private <T> Effective show(Setting<T> setting) {
    String value = find(setting).map(setting.type().renderer()).orElse("");
    boolean hide = setting.sensitivity() == Setting.Sensitivity.SECRET && !value.isEmpty();
    return new Effective(
        setting, hide ? MASK : value, sources.getOrDefault(setting.key(), Source.ABSENT));
  }
}
