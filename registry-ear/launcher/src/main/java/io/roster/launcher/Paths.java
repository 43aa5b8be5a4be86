/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import io.roster.settings.Setting;
import io.roster.settings.SettingType;
import io.roster.settings.Settings;
import io.roster.settings.SettingsTable;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Paths as people write them. */
final class Paths {

  private Paths() {}

  static Path orDefault(@Nullable String given, String otherwise) {
    return SettingType.PATH.parser().apply(given == null ? otherwise : given).toAbsolutePath();
  }

  /** The server works in a folder of its own, where a relative path would mean something else. */
  static void makeAbsolute(Map<String, String> given, Settings settings, SettingsTable table) {
    for (Setting<?> setting : table.settings()) {
      if (given.containsKey(setting.key())
          && settings.find(setting).orElse(null) instanceof Path path) {
        given.put(setting.key(), path.toAbsolutePath().toString());
      }
    }
  }
}
