/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * All settings of one program, and the rules that hold between them.
 *
 * @param prefix keys that begin so belong to this table; any other key with it is a mistake
 * @param foreignPrefixes keys that begin so belong to another table though they begin with {@code
 *     prefix}
 * @param settings every setting, in the order of the documentation
 * @param rules what must hold between values; each gives the sentence of its violation
 */
public record SettingsTable(
    String prefix,
    List<String> foreignPrefixes,
    List<Setting<?>> settings,
    List<Function<Settings, Optional<String>>> rules) {

  public SettingsTable {
    foreignPrefixes = List.copyOf(foreignPrefixes);
    settings = List.copyOf(settings);
    rules = List.copyOf(rules);
    Map<String, Setting<?>> seen = new LinkedHashMap<>();
    for (Setting<?> setting : settings) {
      if (seen.put(setting.key(), setting) != null) {
        throw new IllegalArgumentException("setting declared twice: " + setting.key());
      }
    }
  }

  /** Whether a key is this table's to know. */
  public boolean claims(String key) {
    return key.startsWith(prefix) && foreignPrefixes.stream().noneMatch(key::startsWith);
  }

  /** The setting with this key. */
  public Optional<Setting<?>> byKey(String key) {
    return settings.stream().filter(setting -> setting.key().equals(key)).findFirst();
  }

  /** The setting at this path of the reference's configuration file. */
  public Optional<Setting<?>> byReference(String path) {
    return settings.stream().filter(setting -> path.equals(setting.reference())).findFirst();
  }
}
