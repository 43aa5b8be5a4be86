/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.roster.launcher.Terminal;
import io.roster.launcher.Version;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code roster completion}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Prints what makes bash or zsh complete the commands and options of roster:",
      "  source <(roster completion)"
    })
public final class CompletionCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    CommandSpec root = Objects.requireNonNull(spec).root();
    Terminal.standard().say(AutoComplete.bash(root.name(), root.commandLine()));
  }
}
