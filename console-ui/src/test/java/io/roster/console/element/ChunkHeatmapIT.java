/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.element;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnStage.class)
class ChunkHeatmapIT {

  @Test
  void a_cell_stands_where_its_chunks_are_and_says_how_much_of_them_is_held(Stage stage) {
    Locator map =
        stage.draw(
            "chunk-heatmap",
            """
            {"label": "Who holds what", "columns": 3, "perCell": 4, "chunks": 10, "rows": [
              {"name": "n1", "held": 6, "cells": [[0, 100, "hot"], [2, 50, "in_flight"]]},
              {"name": "n2", "held": 0, "cells": []}]}
            """);

    assertThat(map.locator("svg")).hasAttribute("aria-label", "Who holds what");
    assertThat(map.locator(".row-ground")).hasCount(2);
    Locator cells = map.locator(".cell");
    assertThat(Stage.attributes(cells, "class"))
        .containsExactly("cell cell-hot", "cell cell-in_flight");
    assertThat(Stage.attributes(cells, "x")).containsExactly("150.00", "650.00");
    assertThat(Stage.attributes(cells, "fill-opacity")).containsExactly("1.00", "0.63");
    assertThat(cells.locator("title").allTextContents())
        .containsExactly(
            "n1: chunks 0 to 3, 100 % held, hot", "n1: chunks 8 to 9, 50 % held, in flight");
    assertThat(map.locator(".axis").allTextContents()).containsExactly("chunk 0", "9");
  }

  @Test
  void a_single_chunk_is_named_as_one(Stage stage) {
    Locator map =
        stage.draw(
            "chunk-heatmap",
            """
            {"label": "", "columns": 1, "perCell": 1, "chunks": 1, "rows": [
              {"name": "n1", "held": 1, "cells": [[0, 100, "cold"]]}]}
            """);

    assertThat(map.locator(".cell title")).hasText("n1: chunk 0, 100 % held, cold");
  }

  @Test
  void a_long_name_is_cut_in_its_middle_and_told_in_full_on_pointing(Stage stage) {
    Locator map =
        stage.draw(
            "chunk-heatmap",
            """
            {"label": "", "columns": 1, "perCell": 1, "chunks": 1, "rows": [
              {"name": "gpu-node-with-a-very-long-name-0017", "held": 0, "cells": []}]}
            """);

    assertThat(map.locator(".row-name")).containsText("gpu-node-w…g-name-0017");
    assertThat(map.locator(".row-name title")).hasText("gpu-node-with-a-very-long-name-0017");
  }

  @Test
  void the_cells_of_a_wide_map_can_still_be_seen(Stage stage) {
    Locator map =
        stage.draw(
            "chunk-heatmap",
            """
            {"label": "", "columns": 2000, "perCell": 1, "chunks": 2000, "rows": [
              {"name": "n1", "held": 1, "cells": [[1999, 1, "cold"]]}]}
            """);

    assertThat(map.locator(".cell")).hasAttribute("width", "0.80");
    assertThat(map.locator(".cell")).hasAttribute("fill-opacity", "0.26");
  }
}
