/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.roster.registry.command.CommandState;
import java.util.function.ToLongFunction;

/** How many commands are open. The label has one value for each open state. */
public final class CommandMetrics {

  private static volatile ToLongFunction<CommandState> open = state -> 0;

  static {
    GaugeWithCallback.builder()
        .name("roster_commands")
        .help("Commands that are not finished, by state.")
        .labelNames("state")
        .callback(
            gauge ->
                CommandState.open()
                    .forEach(state -> gauge.call(open.applyAsLong(state), state.name())))
        .register();
  }

  private CommandMetrics() {}

  /** Where the gauge looks. */
  public static void watch(OpenCommands commands) {
    open = commands::count;
  }
}
