/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.action;

import io.roster.registry.command.Danger;
import io.roster.registry.command.Order;
import io.roster.registry.facts.Effect;
import io.roster.registry.facts.FleetFacts;
import io.roster.registry.facts.Foresight;
import io.roster.registry.platform.RegistryException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What several orders would do together, as far as it can be found out. */
final class Outlook {

  private final Map<Order, Foresight> foreseen = new LinkedHashMap<>();
  private final List<String> unknown = new ArrayList<>();

  static Outlook of(List<Order> orders, FleetFacts facts) {
    Outlook outlook = new Outlook();
    orders.forEach(order -> outlook.look(order, facts));
    return outlook;
  }

  private void look(Order order, FleetFacts facts) {
    try {
      foreseen.put(order, facts.foresee(order));
    } catch (RegistryException failed) {
      unknown.add(failed.getMessage() + ".");
    }
  }

  /** The revision that the order stands on. */
  OptionalLong seen(Order order) {
    Foresight foresight = foreseen.get(order);
    return foresight == null ? OptionalLong.empty() : OptionalLong.of(foresight.asOf().revision());
  }

  Danger danger() {
    return foreseen.values().stream()
        .map(Foresight::danger)
        .max(Comparator.naturalOrder())
        .orElse(Danger.REVERSIBLE);
  }

  /** What has to be typed: the target's name, or how many there are. */
  Optional<String> typed() {
    List<String> names =
        foreseen.values().stream().flatMap(foresight -> foresight.typed().stream()).toList();
    if (names.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(names.size() == 1 ? names.get(0) : names.size() + " targets");
  }

  /** What the person is told, the gravest first. */
  List<String> sentences() {
    Map<Effect.What, Long> counts = new EnumMap<>(Effect.What.class);
    Map<Effect.What, List<String>> examples = new EnumMap<>(Effect.What.class);
    foreseen.values().stream()
        .flatMap(foresight -> foresight.effects().stream())
        .forEach(
            effect -> {
              counts.merge(effect.what(), effect.count(), Long::sum);
              examples
                  .computeIfAbsent(effect.what(), what -> new ArrayList<>())
                  .addAll(effect.examples());
            });
    Stream<String> effects =
        counts.entrySet().stream()
            .map(
                entry ->
                    new Effect(
                            entry.getKey(),
                            entry.getValue(),
                            examples.getOrDefault(entry.getKey(), List.of()))
                        .sentence());
    Stream<String> obstacles =
        foreseen.values().stream().flatMap(foresight -> foresight.obstacle().stream());
    List<String> all = Stream.concat(Stream.concat(effects, obstacles), unknown.stream()).toList();
    return all.isEmpty() ? List.of("Nothing but the target itself is touched.") : all;
  }
}
