/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench;

import io.roster.bench.product.Product;
import io.roster.bench.report.MeasurementFailed;
import io.roster.bench.report.Refused;
import io.roster.bench.scenario.ConsoleBrowsers;
import io.roster.bench.scenario.ConsoleLists;
import io.roster.bench.scenario.EmptyUnary;
import io.roster.bench.scenario.Engine;
import io.roster.bench.scenario.Fleet;
import io.roster.bench.scenario.HaMix;
import io.roster.bench.scenario.Heartbeat;
import io.roster.bench.scenario.Million;
import io.roster.bench.scenario.Peer;
import io.roster.bench.scenario.RegisterDurable;
import io.roster.bench.scenario.Resolve;
import io.roster.bench.scenario.Start;
import io.roster.bench.scenario.Storm;
import io.roster.bench.stage.Lifetime;
import io.roster.bench.stage.Scenario;
import io.roster.bench.stage.Stage;
import java.nio.file.Path;
import java.util.List;

/** Runs one measurement, or all: the command behind {@code bench/run}. */
public final class Bench {

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int REFUSED = 2;

  private static final List<Scenario> SCENARIOS =
      List.of(
          new Start(),
          new EmptyUnary(),
          new Heartbeat(),
          new Resolve(),
          new RegisterDurable(),
          new HaMix(),
          new Fleet(),
          new Storm(),
          new Million(),
          new ConsoleLists(),
          new ConsoleBrowsers(),
          new Engine(),
          new Peer());

  private Bench() {}

  /** Arguments: the repository's root, then what people write. */
  public static void main(String[] arguments) {
    List<String> words = List.of(arguments);
    System.exit(run(Path.of(words.get(0)), words.subList(1, words.size())));
  }

  private static int run(Path root, List<String> words) {
    if (words.contains("--help") || words.contains("-h")) {
      System.out.println(CommandLine.help(SCENARIOS));
      return DONE;
    }
    try {
      CommandLine asked = CommandLine.parse(words, SCENARIOS);
      Product product = Product.of(root);
      int worst = DONE;
      for (Scenario scenario : asked.scenarios()) {
        worst = Math.max(worst, run(scenario, product, asked));
      }
      return worst;
    } catch (Refused refused) {
      System.err.println("bench: " + refused.getMessage());
      return REFUSED;
    }
  }

  /** One that fails does not keep the others from running. */
  private static int run(Scenario scenario, Product product, CommandLine asked) {
    try (Lifetime lifetime = Lifetime.endedOnSignal()) {
      try {
        scenario.run(
            new Stage(
                scenario,
                product,
                lifetime,
                asked.given(),
                figure -> System.out.println(figure.json())));
        return DONE;
      } catch (RuntimeException failed) {
        if (lifetime.isEnding()) {
          // What is being taken away under it fails, of course.
          return FAILED;
        }
        if (failed instanceof Refused) {
          throw failed;
        }
        tell(scenario, failed);
        return FAILED;
      }
    }
  }

  private static void tell(Scenario scenario, RuntimeException failed) {
    System.err.println("bench: " + scenario.name() + ": " + failed.getMessage());
    if (!(failed instanceof MeasurementFailed)) {
      failed.printStackTrace();
    }
  }
}
