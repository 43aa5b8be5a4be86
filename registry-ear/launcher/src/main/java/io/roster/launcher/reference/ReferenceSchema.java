/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.reference;

import io.roster.settings.RegistrySettings;
import io.roster.settings.RoutableHost;
import io.roster.settings.Setting;
import io.roster.settings.SettingType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The shape of one of the reference's two files: which paths exist, of what type they are, and
 * which of Roster's settings they become.
 */
public final class ReferenceSchema {

  /**
   * A value of the file.
   *
   * @param key the setting that it becomes; null when it is checked and then dropped
   */
  record Field(SettingType<?> type, @Nullable String key) {}

  /** The file of the registry. */
  public static final ReferenceSchema REGISTRY = registry();

  /** The file of a daemon. */
  public static final ReferenceSchema DAEMON = daemon();

  private final Map<String, Field> fields;
  private final Set<String> sections = new TreeSet<>();
  private final Set<String> opaque;
  private final List<Function<Map<String, String>, Optional<String>>> rules;

  private ReferenceSchema(
      Map<String, Field> fields,
      Set<String> opaque,
      List<Function<Map<String, String>, Optional<String>>> rules) {
    this.fields = Map.copyOf(fields);
    this.opaque = Set.copyOf(opaque);
    this.rules = List.copyOf(rules);
    for (String path : fields.keySet()) {
      for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
        sections.add(path.substring(0, dot));
      }
    }
  }

  Optional<Field> field(String path) {
    return Optional.ofNullable(fields.get(path));
  }

  boolean isSection(String path) {
    return sections.contains(path);
  }

  /** Whether everything below this path is accepted, because nothing of it concerns Roster. */
  boolean isOpaque(String path) {
    return opaque.contains(path);
  }

  /** What must hold between the values, by path; each gives the sentence of its violation. */
  List<Function<Map<String, String>, Optional<String>>> rules() {
    return rules;
  }

  /** The names that may stand directly below a path. */
  Set<String> namesBelow(String path) {
    String prefix = path.isEmpty() ? "" : path + ".";
    Set<String> names = new TreeSet<>();
    List<String> all = new ArrayList<>(fields.keySet());
    all.addAll(opaque);
    for (String each : all) {
      if (each.startsWith(prefix)) {
        String rest = each.substring(prefix.length());
        int dot = rest.indexOf('.');
        names.add(dot < 0 ? rest : rest.substring(0, dot));
      }
    }
    return names;
  }

  private static ReferenceSchema registry() {
    Map<String, Field> fields = new HashMap<>();
    for (Setting<?> setting : RegistrySettings.TABLE.settings()) {
      setting
          .referencePath()
          .ifPresent(path -> fields.put(path, new Field(setting.type(), setting.key())));
    }
    return new ReferenceSchema(
        fields, Set.of(), List.of(values -> reachable(values, "server.advertise.host")));
  }

  private static ReferenceSchema daemon() {
    Map<String, Field> fields = new HashMap<>();
    shared(fields);
    fields.put("daemon_id", new Field(SettingType.TEXT, "roster.node.daemon-id"));
    fields.put("server.storage_path", new Field(SettingType.PATH, "roster.node.data-dir"));
    fields.put("server.num_threads", new Field(SettingType.COUNT, null));
    fields.put("server.listen.host", new Field(SettingType.TEXT, null));
    fields.put("server.listen.port", new Field(SettingType.PORT, "roster.node.grpc-port"));
    fields.put("server.p2p_listen.host", new Field(SettingType.TEXT, null));
    fields.put("server.p2p_listen.port", new Field(SettingType.PORT, "roster.node.p2p-port"));
    fields.put("server.advertise.host", new Field(SettingType.TEXT, "roster.node.advertise-host"));
    fields.put("server.advertise.port", new Field(SettingType.PORT, null));
    highAvailability(fields);
    return new ReferenceSchema(
        fields,
        Set.of("lifecycle", "communicator", "engine", "compatibility", "debug", "pinned_memory"),
        List.of(
            values -> reachable(values, "server.advertise.host"),
            ReferenceSchema::registers,
            ReferenceSchema::hasPeerPort));
  }

  private static void highAvailability(Map<String, Field> fields) {
    String section = "high_availability.";
    fields.put(section + "enabled", new Field(SettingType.FLAG, null));
    fields.put(
        section + "heartbeat_interval",
        new Field(SettingType.DURATION, "roster.node.heartbeat-interval"));
    fields.put(
        section + "heartbeat_rpc_timeout",
        new Field(SettingType.DURATION, "roster.node.heartbeat-rpc-timeout"));
    fields.put(
        section + "global_store_endpoints",
        new Field(ReferenceFile.ENDPOINTS, "roster.node.registry"));
    fields.put(
        section + "state_sync_rpc_timeout",
        new Field(SettingType.DURATION, "roster.node.state-sync-timeout"));
    fields.put(
        section + "periodic_sync_interval",
        new Field(SettingType.DURATION, "roster.node.chunk-sync-interval"));
    for (String name : List.of("registration_retry_delay", "full_sync_rpc_timeout")) {
      fields.put(section + name, new Field(SettingType.DURATION, null));
    }
    for (String name :
        List.of(
            "max_retries",
            "heartbeat_rpc_max_retries",
            "state_sync_rpc_max_retries",
            "full_sync_rpc_max_retries")) {
      fields.put(section + name, new Field(SettingType.COUNT, null));
    }
    fields.put(section + "force_full_sync_on_empty_inventory", new Field(SettingType.FLAG, null));
  }

  /** What both files have, with the types that the registry's settings give it. */
  private static void shared(Map<String, Field> fields) {
    for (Setting<?> setting : RegistrySettings.TABLE.settings()) {
      setting
          .referencePath()
          .filter(
              path ->
                  path.startsWith("server.grpc.")
                      || path.startsWith("observability.")
                      || path.startsWith("meta."))
          .ifPresent(path -> fields.put(path, new Field(setting.type(), null)));
    }
    // Not a setting of the node: the launcher keeps it in a file and names that.
    fields.put("meta.cluster_token", new Field(SettingType.TEXT, ReferenceFile.CLUSTER_TOKEN));
  }

  private static Optional<String> reachable(Map<String, String> values, String path) {
    return Optional.ofNullable(values.get(path))
        .filter(RoutableHost::isNot)
        .map(
            host ->
                path
                    + " = "
                    + host
                    + " is not an address that another machine can reach; name this machine's own");
  }

  private static Optional<String> registers(Map<String, String> values) {
    return "false".equals(values.get("high_availability.enabled"))
        ? Optional.of(
            "high_availability.enabled = false: a node of Roster always registers; remove it or set"
                + " true")
        : Optional.empty();
  }

  private static Optional<String> hasPeerPort(Map<String, String> values) {
    return "0".equals(values.get("server.p2p_listen.port"))
        ? Optional.of(
            "server.p2p_listen.port = 0: peers must be told a port; name one from 1 to 65535")
        : Optional.empty();
  }
}
