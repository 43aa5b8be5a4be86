/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import io.roster.settings.SettingType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks of the command line that picocli does not know. */
record Usage(CommandSpec spec) {

  /** Refuses a text that is not of this type. */
  void value(String option, SettingType<?> type, @Nullable String text) {
    if (text == null) {
      return;
    }
    try {
      type.check(text);
    } catch (IllegalArgumentException e) {
      refuse(option + " " + text + ": " + e.getMessage() + ".");
    }
  }

  void together(String one, @Nullable Object first, String other, @Nullable Object second) {
    if ((first == null) != (second == null)) {
      refuse(one + " and " + other + " belong together: give both or neither.");
    }
  }

  void needs(String option, @Nullable Object value, String needed, @Nullable Object neededValue) {
    if (value != null && neededValue == null) {
      refuse(option + " needs " + needed + ".");
    }
  }

  void refuse(String sentence) {
    throw new ParameterException(spec.commandLine(), sentence);
  }
}
