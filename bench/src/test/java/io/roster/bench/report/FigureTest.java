/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FigureTest {

  private static final Conditions CONDITIONS =
      Conditions.NONE.with("cores", 2).with("heap", "1g").with("dirty", false);

  @Test
  void a_figure_is_one_line_of_json() {
    Figure figure =
        Figure.of("heartbeat", 41_250.12345, "calls/s", CONDITIONS)
            .comparedWith("empty-unary", 55_000)
            .detail("windows", List.of(41_000L, 41_500L));

    assertThat(figure.json())
        .isEqualTo(
            "{\"name\":\"heartbeat\",\"figure\":41250.123,\"unit\":\"calls/s\","
                + "\"compared_with\":{\"name\":\"empty-unary\",\"value\":55000,\"share\":0.75},"
                + "\"details\":{\"windows\":[41000,41500]},"
                + "\"conditions\":{\"cores\":2,\"heap\":\"1g\",\"dirty\":false}}");
  }

  @Test
  void a_figure_without_a_companion_says_so() {
    assertThat(Figure.of("fleet", 0.5, "cores", Conditions.NONE).json())
        .isEqualTo(
            "{\"name\":\"fleet\",\"figure\":0.5,\"unit\":\"cores\",\"compared_with\":null,\"conditions\":{}}");
  }

  @Test
  void there_is_no_share_of_nothing() {
    assertThat(Figure.of("x", 3, "s", Conditions.NONE).comparedWith("y", 0).json())
        .contains("\"value\":0,\"share\":null");
  }

  @Test
  void texts_are_quoted() {
    assertThat(Json.of(Map.of("a\"b", "c\\d\ne\u0001")))
        .isEqualTo("{\"a\\\"b\":\"c\\\\d\\u000ae\\u0001\"}");
  }
}
