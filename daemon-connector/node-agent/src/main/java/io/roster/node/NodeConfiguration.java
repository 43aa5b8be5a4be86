/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import io.roster.settings.NodeSettings;
import io.roster.settings.Setting;
import io.roster.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** Reads the settings that the server was given for the node. */
final class NodeConfiguration {

  private NodeConfiguration() {}

  /**
   * Reads them all.
   *
   * @throws io.roster.settings.InvalidSettings with every problem at once
   */
  static Settings read(Config config) {
    Map<String, String> given = new HashMap<>();
    for (String name : config.getPropertyNames()) {
      if (NodeSettings.TABLE.claims(name)) {
        config.getOptionalValue(name, String.class).ifPresent(value -> given.put(name, value));
      }
    }
    // An environment variable is found under its key only when it is asked for by that key.
    for (Setting<?> setting : NodeSettings.TABLE.settings()) {
      config
          .getOptionalValue(setting.key(), String.class)
          .ifPresent(value -> given.put(setting.key(), value));
    }
    return Settings.read(NodeSettings.TABLE, given);
  }
}
