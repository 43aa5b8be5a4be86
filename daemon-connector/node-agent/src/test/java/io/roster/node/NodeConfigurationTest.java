/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.settings.InvalidSettings;
import io.roster.settings.NodeSettings;
import io.roster.settings.Setting;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class NodeConfigurationTest {

  private static final Path ADAPTER_DESCRIPTOR =
      Path.of("..", "connector-rar", "src", "main", "rar", "META-INF", "ra.xml");

  /** What stands in the adapter's descriptor for a setting that has no default. */
  private static final Map<String, String> STAND_INS =
      Map.of(NodeSettings.DAEMON_ID.key(), "persisted", NodeSettings.P2P_TOKEN_FILE.key(), "none");

  @Test
  void given_keys_are_read() {
    assertThat(
            NodeConfiguration.read(config(Map.of("roster.node.name", "n1", "other.key", "x")))
                .get(NodeSettings.NAME))
        .isEqualTo("n1");
  }

  @Test
  void a_key_that_is_only_known_when_asked_for_is_found() {
    Config environment = config(Set.of(), Map.of("roster.node.name", "n1"));
    assertThat(NodeConfiguration.read(environment).get(NodeSettings.NAME)).isEqualTo("n1");
  }

  @Test
  void unknown_keys_and_bad_values_are_told_together() {
    Config config = config(Map.of("roster.node.nmae", "n1", "roster.node.memory", "much"));
    assertThatThrownBy(() -> NodeConfiguration.read(config))
        .isInstanceOfSatisfying(
            InvalidSettings.class, invalid -> assertThat(invalid.problems()).hasSize(2));
  }

  /** The server fills in the adapter's properties; what it uses without a setting must agree. */
  @Test
  void the_adapter_has_the_same_defaults() throws Exception {
    Matcher references =
        Pattern.compile("\\$\\{MPCONFIG=([^:}]+):([^}]*)}")
            .matcher(Files.readString(ADAPTER_DESCRIPTOR));
    int count = 0;
    while (references.find()) {
      count++;
      Setting<?> setting = NodeSettings.TABLE.byKey(references.group(1)).orElseThrow();
      assertThat(references.group(2))
          .as(setting.key())
          .isEqualTo(setting.fallback().orElseGet(() -> STAND_INS.get(setting.key())));
    }
    assertThat(count).isEqualTo(14);
  }

  private static Config config(Map<String, String> values) {
    return config(values.keySet(), values);
  }

  private static Config config(Set<String> names, Map<String, String> values) {
    return (Config)
        Proxy.newProxyInstance(
            NodeConfigurationTest.class.getClassLoader(),
            new Class<?>[] {Config.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getPropertyNames" -> names;
                  case "getOptionalValue" -> Optional.ofNullable(values.get((String) arguments[0]));
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
