/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import io.roster.settings.Setting;
import io.roster.settings.SettingsTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the environment says. */
final class Environment {

  private Environment() {}

  /** The settings that environment variables give, by MicroProfile Config's names. */
  static Map<String, String> settings(SettingsTable table, Map<String, String> environment) {
    Map<String, String> given = new HashMap<>();
    for (Setting<?> setting : table.settings()) {
      String text = environment.get(setting.environmentName());
      if (text != null && !text.isBlank()) {
        given.put(setting.key(), text);
      }
    }
    return given;
  }

  /** Options for the server's Java, beside and after our own. */
  static List<String> jvmOptions(Map<String, String> environment) {
    String options = environment.getOrDefault("ROSTER_JAVA_OPTIONS", "").strip();
    return options.isEmpty() ? List.of() : List.of(options.split("\\s+"));
  }
}
