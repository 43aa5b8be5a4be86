/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import com.google.protobuf.Message;
import io.grpc.StatusRuntimeException;
import io.roster.launcher.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command shows what it was answered. */
final class OutputOption {

  private static final String CLEAR = "\u001b[H\u001b[2J";

  /** For whom. */
  enum Format {
    TABLE,
    WIDE,
    JSON,
    YAML
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "table for people, wide with more columns, json or yaml for scripts.")
  private Format format = Format.TABLE;

  @Option(
      names = {"-w", "--watch"},
      paramLabel = "SECONDS",
      arity = "0..1",
      fallbackValue = "2",
      description = "Shows it again and again, every 2 seconds unless said; Ctrl-C ends it.")
  private @Nullable Integer every;

  Format format() {
    return format;
  }

  /** Shows it once, or until it is interrupted. */
  <M extends Message> void show(
      Supplier<M> question, BiFunction<M, Boolean, List<String>> table, Terminal terminal)
      throws InterruptedException {
    if (every == null) {
      lines(question.get(), table).forEach(terminal::say);
      return;
    }
    Duration pause = Duration.ofSeconds(Math.max(1, every));
    while (true) {
      List<String> lines = attempt(question, table);
      if (System.console() != null) {
        terminal.say(CLEAR + String.join("\n", lines));
      } else {
        lines.forEach(terminal::say);
      }
      Thread.sleep(pause.toMillis());
    }
  }

  /** What goes wrong once may be right the next time. */
  private <M extends Message> List<String> attempt(
      Supplier<M> question, BiFunction<M, Boolean, List<String>> table) {
    try {
      return lines(question.get(), table);
    } catch (StatusRuntimeException e) {
      return List.of("roster: " + CallFailed.of("The registry", e).sentence());
    }
  }

  private <M extends Message> List<String> lines(
      M answer, BiFunction<M, Boolean, List<String>> table) {
    return switch (format) {
      case TABLE -> table.apply(answer, false);
      case WIDE -> table.apply(answer, true);
      case JSON -> List.of(Structured.json(answer));
      case YAML -> List.of(Structured.yaml(answer));
    };
  }
}
