/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be configured.
 *
 * @param key the MicroProfile Config property, kebab-case, beginning with {@code roster.}
 * @param type how its text becomes a value
 * @param fallbackText the default as text, or null when the setting is absent unless given
 * @param reference its dotted path in the reference's configuration file, or null where that has no
 *     such field
 * @param description one sentence for the documentation and the console
 * @param sensitivity whether its value may be shown
 * @param effect whether anything reads it
 * @param scope whether coordinators of one database may differ in it
 */
public record Setting<T>(
    String key,
    SettingType<T> type,
    @Nullable String fallbackText,
    @Nullable String reference,
    String description,
    Sensitivity sensitivity,
    Effect effect,
    Scope scope) {

  /** Whether a value may appear in logs, pages and dumps. */
  public enum Sensitivity {
    PUBLIC,
    SECRET
  }

  /** Whether setting it changes anything. */
  public enum Effect {
    USED,
    /**
     * Known, checked, and read by nothing, so that a file written for the reference is accepted.
     */
    NONE
  }

  /** For whom a value counts. */
  public enum Scope {
    OWN,
    /** Whoever leads or answers decides by it, so that different values make behaviour wander. */
    ALIKE
  }

  /** A setting that is absent unless it is given. */
  public static <T> Setting<T> optional(String key, SettingType<T> type, String description) {
    return new Setting<>(
        key, type, null, null, description, Sensitivity.PUBLIC, Effect.USED, Scope.OWN);
  }

  /** A setting with a default, written as it would be in a file. */
  public static <T> Setting<T> withDefault(
      String key, SettingType<T> type, String fallbackText, String description) {
    return new Setting<>(
        key, type, fallbackText, null, description, Sensitivity.PUBLIC, Effect.USED, Scope.OWN);
  }

  /** The same setting, readable from this path of the reference's file too. */
  public Setting<T> at(String referencePath) {
    return new Setting<>(
        key, type, fallbackText, referencePath, description, sensitivity, effect, scope);
  }

  /** The same setting, its value never shown. */
  public Setting<T> secret() {
    return new Setting<>(
        key, type, fallbackText, reference, description, Sensitivity.SECRET, effect, scope);
  }

  /** The same setting, accepted and checked but read by nothing. */
  public Setting<T> withoutEffect() {
    return new Setting<>(
        key, type, fallbackText, reference, description, sensitivity, Effect.NONE, scope);
  }

  /** The same setting, of which all coordinators of one database should have the same value. */
  public Setting<T> alike() {
    return new Setting<>(
        key, type, fallbackText, reference, description, sensitivity, effect, Scope.ALIKE);
  }

  /** Where the reference's file has it. */
  public Optional<String> referencePath() {
    return Optional.ofNullable(reference);
  }

  /** The default's text. */
  public Optional<String> fallback() {
    return Optional.ofNullable(fallbackText);
  }

  /** The name of the environment variable that sets it, by MicroProfile Config's rule. */
  public String environmentName() {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(java.util.Locale.ROOT);
  }
}
