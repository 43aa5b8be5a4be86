/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench;

import io.roster.bench.report.Refused;
import io.roster.bench.stage.Parameter;
import io.roster.bench.stage.Scenario;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was asked for.
 *
 * @param scenarios what to run, in this order
 * @param given the parameters that were given, by their names
 */
record CommandLine(List<Scenario> scenarios, Map<String, Long> given) {

  private static final String ALL = "all";
  private static final List<Parameter> COMMON = List.of(Parameter.WARM_UP, Parameter.GRPC_PORT);

  CommandLine {
    scenarios = List.copyOf(scenarios);
    given = Map.copyOf(given);
  }

  static CommandLine parse(List<String> words, List<Scenario> known) {
    if (words.isEmpty()) {
      throw new Refused("Name a benchmark: " + names(known) + ".");
    }
    List<Scenario> wanted = wanted(words.get(0), known);
    return new CommandLine(wanted, parameters(words.subList(1, words.size()), wanted));
  }

  private static List<Scenario> wanted(String name, List<Scenario> known) {
    if (name.equals(ALL)) {
      return known;
    }
    List<Scenario> found = known.stream().filter(each -> each.name().equals(name)).toList();
    if (found.isEmpty()) {
      throw new Refused("There is no benchmark " + name + "; there are " + names(known) + ".");
    }
    return found;
  }

  private static String names(List<Scenario> known) {
    return known.stream().map(Scenario::name).collect(Collectors.joining(", ", "", " and " + ALL));
  }

  private static Map<String, Long> parameters(List<String> words, List<Scenario> wanted) {
    Map<String, Long> given = new HashMap<>();
    for (int i = 0; i < words.size(); i += 2) {
      String option = words.get(i);
      if (i + 1 == words.size()) {
        throw new Refused(option + " wants a number.");
      }
      given.put(option.replaceFirst("^--", ""), number(option, words.get(i + 1), wanted));
    }
    return given;
  }

  private static long number(String option, String text, List<Scenario> wanted) {
    List<Parameter> meant =
        wanted.stream()
            .flatMap(CommandLine::parametersOf)
            .filter(each -> option.equals("--" + each.name()))
            .toList();
    if (meant.isEmpty()) {
      throw new Refused("There is no option " + option + " here; see bench/run --help.");
    }
    if (!text.matches("\\d{1,9}") || Long.parseLong(text) < meant.get(0).least()) {
      throw new Refused(
          option + " wants a whole number from " + meant.get(0).least() + " on, not " + text + ".");
    }
    return Long.parseLong(text);
  }

  private static Stream<Parameter> parametersOf(Scenario scenario) {
    return Stream.of(
            Stream.of(Parameter.seconds(scenario.usualSeconds())),
            scenario.parameters().stream(),
            COMMON.stream())
        .flatMap(each -> each);
  }

  static String help(List<Scenario> known) {
    List<String> lines = new ArrayList<>();
    lines.add("usage: bench/run NAME|all [--OPTION NUMBER ...]");
    for (Scenario scenario : known) {
      lines.add("");
      lines.add(scenario.name() + ": " + scenario.summary());
      lines.add(line(Parameter.seconds(scenario.usualSeconds())));
      scenario.parameters().forEach(each -> lines.add(line(each)));
    }
    lines.add("");
    lines.add("all of them:");
    COMMON.forEach(each -> lines.add(line(each)));
    lines.add("");
    lines.add(
        "ROSTER_JAVA_OPTIONS and most settings of docs/configuration.md may be given in the environment, as to ./roster up.");
    return String.join("\n", lines);
  }

  private static String line(Parameter parameter) {
    return "    --%-12s %s (%d)"
        .formatted(parameter.name(), parameter.meaning(), parameter.usual());
  }
}
