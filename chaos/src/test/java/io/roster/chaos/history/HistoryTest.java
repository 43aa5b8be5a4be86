/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

  @Test
  void what_is_written_is_read_back(@TempDir Path folder) {
    History history = new History();
    history.add(
        new Operation(
            "key/k",
            "c",
            "swap",
            Map.of("artifact", "mi2:a:b", "expected", ""),
            1,
            2,
            Outcome.OK,
            Map.of("generation", "3")));
    history.add(new Operation("key/k", "d", "read", Map.of(), 3, 4, Outcome.FAILED, Map.of()));
    Path file = folder.resolve("history.tsv");

    history.write(file);

    assertThat(History.read(file).operations()).isEqualTo(history.operations());
  }
}
