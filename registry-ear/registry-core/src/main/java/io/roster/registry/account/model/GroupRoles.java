/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account.model;

import io.roster.registry.access.Role;
import io.roster.settings.Setting;
import io.roster.settings.Settings;
import io.roster.settings.SingleSignOnSettings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which groups have which role. Of several roles the one that may most counts. */
public final class GroupRoles {

  private final Map<Role, Set<String>> groups = new LinkedHashMap<>();

  public GroupRoles(Settings settings) {
    groups.put(Role.ADMIN, named(settings, SingleSignOnSettings.ADMIN_GROUPS));
    groups.put(Role.OPERATOR, named(settings, SingleSignOnSettings.OPERATOR_GROUPS));
    groups.put(Role.AUDITOR, named(settings, SingleSignOnSettings.AUDITOR_GROUPS));
    groups.put(Role.VIEWER, named(settings, SingleSignOnSettings.VIEWER_GROUPS));
  }

  private static Set<String> named(Settings settings, Setting<String> setting) {
    return settings
        .find(setting)
        .map(
            list ->
                Arrays.stream(list.split(",", -1))
                    .map(String::strip)
                    .filter(group -> !group.isEmpty())
                    .collect(Collectors.toSet()))
        .orElseGet(Set::of);
  }

  public Optional<Role> of(Set<String> memberships) {
    return groups.entrySet().stream()
        .filter(entry -> entry.getValue().stream().anyMatch(memberships::contains))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
