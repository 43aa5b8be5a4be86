/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

  @Test
  void the_page_lists_what_the_tables_know() throws IOException {
    Path page = Path.of("..", "..", "docs", "configuration.md");

    assertThat(Files.readString(page))
        .as(
            "write it anew: mvn -Dquick -pl registry-ear/settings test-compile exec:java@configuration-page")
        .isEqualTo(ConfigurationPage.text());
  }
}
