/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import io.roster.settings.SettingType;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Paths as people write them. */
final class Paths {

  private Paths() {}

  static Path orDefault(@Nullable String given, String otherwise) {
    return SettingType.PATH.parser().apply(given == null ? otherwise : given).toAbsolutePath();
  }
}
