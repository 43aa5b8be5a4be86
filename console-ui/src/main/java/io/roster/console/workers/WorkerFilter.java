/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.workers;

import com.vaadin.flow.router.QueryParameters;
import io.roster.console.live.SeenWorker;
import io.roster.console.ui.Labels;
import io.roster.registry.cluster.ConnectionState;
import io.roster.registry.cluster.WorkerView;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which workers the table shows; it lives in the address, so that a link shows the same.
 *
 * @param text part of an id, daemon, node or address, in any case; empty for all
 * @param states the states shown; empty for all
 */
record WorkerFilter(String text, Set<ConnectionState> states) {

  static final WorkerFilter NONE = new WorkerFilter("", Set.of());

  private static final String TEXT = "q";
  private static final String STATE = "state";

  WorkerFilter {
    text = text.strip();
    states = Set.copyOf(states);
  }

  static WorkerFilter from(QueryParameters query) {
    String text = query.getSingleParameter(TEXT).orElse("");
    Set<ConnectionState> states =
        query.getSingleParameter(STATE).stream()
            .flatMap(list -> Stream.of(list.split(",")))
            .flatMap(
                word ->
                    Stream.of(ConnectionState.values()).filter(s -> Labels.word(s).equals(word)))
            .collect(Collectors.toSet());
    return new WorkerFilter(text, states);
  }

  QueryParameters query() {
    Map<String, List<String>> parameters = new TreeMap<>();
    if (!text.isEmpty()) {
      parameters.put(TEXT, List.of(text));
    }
    if (!states.isEmpty()) {
      String words = states.stream().sorted().map(Labels::word).collect(Collectors.joining(","));
      parameters.put(STATE, List.of(words));
    }
    return new QueryParameters(parameters);
  }

  WorkerFilter withText(String newText) {
    return new WorkerFilter(newText, states);
  }

  WorkerFilter toggled(ConnectionState state) {
    Set<ConnectionState> toggled = EnumSet.noneOf(ConnectionState.class);
    toggled.addAll(states);
    if (!toggled.remove(state)) {
      toggled.add(state);
    }
    return new WorkerFilter(text, toggled);
  }

  boolean shows(SeenWorker worker) {
    WorkerView view = worker.view();
    return (states.isEmpty() || states.contains(view.state())) && matches(view);
  }

  private boolean matches(WorkerView view) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return Stream.of(
            view.worker().value(), view.daemonId(), view.nodeId(), WorkerTable.address(view))
        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(wanted));
  }
}
