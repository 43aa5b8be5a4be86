/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.config;

import io.roster.settings.RegistrySettings;
import io.roster.settings.Setting;
import io.roster.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** Reads the settings that the server was given. */
public final class RegistryConfiguration {

  private static @Nullable Settings read;

  private RegistryConfiguration() {}

  /**
   * The settings of this deployment; read once, since the data source and the beans must agree on
   * them.
   */
  public static synchronized Settings settings() {
    Settings settings = read;
    if (settings == null) {
      settings = read(ConfigProvider.getConfig());
      read = settings;
    }
    return settings;
  }

  static Settings read(Config config) {
    Map<String, String> given = new HashMap<>();
    for (String name : config.getPropertyNames()) {
      if (RegistrySettings.TABLE.claims(name)) {
        config.getOptionalValue(name, String.class).ifPresent(value -> given.put(name, value));
      }
    }
    // An environment variable is found under its key only when it is asked for by that key.
    for (Setting<?> setting : RegistrySettings.TABLE.settings()) {
      config
          .getOptionalValue(setting.key(), String.class)
          .ifPresent(value -> given.put(setting.key(), value));
    }
    return Settings.read(RegistrySettings.TABLE, given);
  }

  /** Makes the settings injectable. */
  @ApplicationScoped
  public static class Producer {

    @Produces
    Settings settings() {
      return RegistryConfiguration.settings();
    }
  }
}
