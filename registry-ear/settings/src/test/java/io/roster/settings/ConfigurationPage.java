/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes {@code docs/configuration.md} from the tables. */
public final class ConfigurationPage {

  private ConfigurationPage() {}

  /**
   * @param arguments the file to write
   */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), text());
  }

  static String text() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Configuration

        <!-- Generated from the tables in registry-ear/settings; CONTRIBUTING.md says how. -->

        A setting has one name, and there are several ways to give it. From the strongest to the weakest:

        1. an option of `./roster up` or `./roster node` (`--help` lists them);
        2. a line of the reference's YAML or JSON file, given with `--config` (column *in the reference's file*);
        3. the environment variable of its row.

        On Payara Server each is a MicroProfile Config property: a system property
        (`asadmin create-system-properties`), an environment variable, or any other source that the server knows.

        Durations are written `30s`, `500ms` or `PT30S`, sizes `512MiB` or `4GiB`, paths may begin with `~`.
        A key that is not listed here, a value of the wrong type and values that contradict each other are refused at the
        start, all of them at once. In `--config` the rules of the reference's file hold: durations as `30s`, whole
        numbers bare, no unit on sizes.

        Settings marked **no effect** are known and checked, so that a file written for the reference is accepted, but
        nothing in Roster reads them.

        Settings marked **alike** should have the same value at all coordinators of one database: whoever leads or answers decides
        by its own. `./roster doctor` tells when they differ.

        Secrets are best given by file. They are never logged, and the effective configuration shows `***` for them.

        """);
    table(page, "Registry", RegistrySettings.TABLE);
    table(page, "Node", NodeSettings.TABLE);
    page.append(
        """
        In a daemon's file of the reference, `server.listen.port`, `server.p2p_listen.port`,
        `server.advertise.host`, `server.storage_path`, `daemon_id`, `meta.cluster_token`,
        `high_availability.heartbeat_interval`, `high_availability.heartbeat_rpc_timeout` and
        `high_availability.global_store_endpoints` (all of them, not only the first) become the settings above. The rest
        of `server`, `high_availability`, `observability` and `meta` is checked and has no effect; the sections
        `lifecycle`, `communicator`, `engine`, `compatibility`, `debug` and `pinned_memory` are accepted as they are.
        """);
    return page.toString();
  }

  private static void table(StringBuilder page, String title, SettingsTable table) {
    page.append("## ").append(title).append("\n\n");
    page.append(
        "| property | environment variable | in the reference's file | type | default | meaning |\n");
    page.append("|---|---|---|---|---|---|\n");
    for (Setting<?> setting : table.settings()) {
      String effect = setting.effect() == Setting.Effect.NONE ? "**No effect.** " : "";
      page.append("| ")
          .append(code(setting.key()))
          .append(" | ")
          .append(code(setting.environmentName()))
          .append(" | ")
          .append(setting.referencePath().map(ConfigurationPage::code).orElse("–"))
          .append(" | ")
          .append(setting.type().name())
          .append(" | ")
          .append(setting.fallback().map(ConfigurationPage::code).orElse("–"))
          .append(" | ")
          .append(effect)
          .append(setting.scope() == Setting.Scope.ALIKE ? "**Alike.** " : "")
          .append(setting.description().replace("|", "\\|"))
          .append(" |\n");
    }
    page.append("\n");
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
