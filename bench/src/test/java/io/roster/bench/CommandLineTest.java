/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.bench.report.Refused;
import io.roster.bench.scenario.Fleet;
import io.roster.bench.scenario.Start;
import io.roster.bench.stage.Scenario;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {

  private static final List<Scenario> KNOWN = List.of(new Start(), new Fleet());

  @Test
  void one_name_runs_one_and_all_runs_all() {
    assertThat(parse("fleet").scenarios()).hasSize(1);
    assertThat(parse("all").scenarios()).hasSize(2);
  }

  @Test
  void numbers_are_given_by_name() {
    assertThat(parse("fleet", "--seconds", "30", "--connections", "100").given())
        .containsEntry("seconds", 30L)
        .containsEntry("connections", 100L);
  }

  @Test
  void an_unknown_name_is_answered_with_the_known_ones() {
    assertThatThrownBy(() -> parse("flet"))
        .isInstanceOf(Refused.class)
        .hasMessage("There is no benchmark flet; there are start, fleet and all.");
  }

  @Test
  void what_cannot_be_meant_is_refused() {
    assertThatThrownBy(() -> parse("start", "--connections", "1")).hasMessageContaining("--help");
    assertThatThrownBy(() -> parse("fleet", "--workers", "0")).hasMessageContaining("from 1 on");
    assertThatThrownBy(() -> parse("fleet", "--seconds", "x")).hasMessageContaining("not x");
    assertThatThrownBy(() -> parse("fleet", "--seconds")).hasMessageContaining("wants a number");
    assertThatThrownBy(() -> parse()).hasMessageContaining("Name a benchmark");
  }

  @Test
  void the_help_names_every_benchmark_with_its_numbers() {
    assertThat(CommandLine.help(KNOWN)).contains("start", "fleet", "--connections", "(120)");
  }

  private static CommandLine parse(String... words) {
    return CommandLine.parse(List.of(words), KNOWN);
  }
}
