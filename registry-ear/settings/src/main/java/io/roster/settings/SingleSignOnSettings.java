/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.settings;

import static io.roster.settings.Setting.optional;
import static io.roster.settings.Setting.withDefault;
import static io.roster.settings.SettingType.PATH;
import static io.roster.settings.SettingType.TEXT;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How people log in to the console who have no account here. */
public final class SingleSignOnSettings {

  public static final Setting<String> ISSUER =
      optional(
          "roster.console.oidc.issuer",
          TEXT,
          "The OpenID Connect provider that people may log in to the console with, as it names"
              + " itself: https://….");
  public static final Setting<String> CLIENT_ID =
      optional("roster.console.oidc.client-id", TEXT, "What the provider calls this console.");
  public static final Setting<Path> CLIENT_SECRET_FILE =
      optional(
          "roster.console.oidc.client-secret-file",
          PATH,
          "A file whose first line is the secret that the provider gave this console.");
  public static final Setting<String> SCOPES =
      withDefault(
          "roster.console.oidc.scopes",
          TEXT,
          "openid profile email",
          "What the provider is asked for.");
  public static final Setting<String> NAME_CLAIM =
      withDefault(
          "roster.console.oidc.name-claim",
          TEXT,
          "preferred_username",
          "The claim that names the person here; it must not be one that people choose for"
              + " themselves.");
  public static final Setting<String> GROUPS_CLAIM =
      withDefault(
          "roster.console.oidc.groups-claim",
          TEXT,
          "groups",
          "The claim that lists a person's groups.");
  public static final Setting<String> VIEWER_GROUPS = groups("viewer-groups", "viewers");
  public static final Setting<String> OPERATOR_GROUPS = groups("operator-groups", "operators");
  public static final Setting<String> ADMIN_GROUPS = groups("admin-groups", "administrators");
  public static final Setting<String> AUDITOR_GROUPS = groups("auditor-groups", "auditors");
  public static final Setting<String> URL =
      optional(
          "roster.console.url",
          TEXT,
          "Where browsers reach the console, as it is registered with the provider:"
              + " https://…/console; the address of the request unless given.");

  static final List<Setting<?>> ALL =
      List.of(
          URL,
          ISSUER,
          CLIENT_ID,
          CLIENT_SECRET_FILE,
          SCOPES,
          NAME_CLAIM,
          GROUPS_CLAIM,
          VIEWER_GROUPS,
          OPERATOR_GROUPS,
          ADMIN_GROUPS,
          AUDITOR_GROUPS);

  static final List<Function<Settings, Optional<String>>> RULES =
      List.of(
          SingleSignOnSettings::issuerIsSafe,
          SingleSignOnSettings::clientIsWhole,
          SingleSignOnSettings::somebodyMayEnter);

  private SingleSignOnSettings() {}

  private static Setting<String> groups(String name, String who) {
    return optional(
        "roster.console.oidc." + name,
        TEXT,
        "Whoever is in one of these groups belongs to the " + who + "; separated by commas.");
  }

  private static Optional<String> issuerIsSafe(Settings settings) {
    return settings
        .find(ISSUER)
        .filter(issuer -> !isSafe(issuer))
        .map(
            issuer ->
                ISSUER.key()
                    + " = "
                    + issuer
                    + " must begin with https://; plain http:// is for a provider on this machine"
                    + " only");
  }

  private static boolean isSafe(String issuer) {
    try {
      URI address = URI.create(issuer);
      return "https".equals(address.getScheme())
          || "http".equals(address.getScheme())
              && List.of("127.0.0.1", "localhost", "[::1]").contains(address.getHost());
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
  }

  private static Optional<String> clientIsWhole(Settings settings) {
    boolean issuer = settings.find(ISSUER).isPresent();
    boolean client =
        settings.find(CLIENT_ID).isPresent() && settings.find(CLIENT_SECRET_FILE).isPresent();
    boolean part =
        settings.find(CLIENT_ID).isPresent() || settings.find(CLIENT_SECRET_FILE).isPresent();
    return issuer && client || !issuer && !part
        ? Optional.empty()
        : Optional.of(
            ISSUER.key()
                + ", "
                + CLIENT_ID.key()
                + " and "
                + CLIENT_SECRET_FILE.key()
                + " belong together: give all or none");
  }

  private static Optional<String> somebodyMayEnter(Settings settings) {
    boolean groups =
        List.of(VIEWER_GROUPS, OPERATOR_GROUPS, ADMIN_GROUPS, AUDITOR_GROUPS).stream()
            .anyMatch(setting -> settings.find(setting).isPresent());
    return settings.find(ISSUER).isPresent() && !groups
        ? Optional.of(
            ISSUER.key()
                + " is given, but nobody could enter: name groups with "
                + ADMIN_GROUPS.key()
                + " and its siblings")
        : Optional.empty();
  }
}
