/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.roster.launcher.Terminal;
import java.io.Console;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks a person before harm is done. */
final class Confirmation {

  /** How a command ends that was not confirmed. */
  static final int DECLINED = 4;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = {"-y", "--yes"},
      description = "Does not ask for confirmation.")
  private boolean yes;

  /**
   * Whether it may be done; if not, it is said that nothing was.
   *
   * @param consequence what it would do, as a sentence
   * @throws ParameterException when nobody can be asked
   */
  boolean isGiven(String consequence) {
    if (yes || isAnswered(consequence)) {
      return true;
    }
    Terminal.standard().complain("Nothing was done.");
    return false;
  }

  /** Whether a person is to be asked. */
  boolean isAsked() {
    return !yes;
  }

  /**
   * @throws ParameterException when nobody can be asked
   */
  void requirePerson(String consequence) {
    if (System.console() == null) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          consequence + " That asks for confirmation, and there is no terminal: say --yes.");
    }
  }

  private boolean isAnswered(String consequence) {
    requirePerson(consequence);
    Console console = Objects.requireNonNull(System.console());
    String answer = console.readLine("%s Go on? [y/N] ", Text.printable(consequence));
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }
}
