/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.grpc;

import io.roster.registry.command.CommandKind;
import io.roster.registry.command.Order;
import io.roster.registry.facts.ArtifactFilter;
import io.roster.registry.facts.EventFilter;
import io.roster.registry.facts.KeyFilter;
import io.roster.registry.facts.ReplicaFilter;
import io.roster.registry.facts.TransportCondition;
import io.roster.registry.facts.TransportFilter;
import io.roster.registry.facts.WorkerCondition;
import io.roster.registry.facts.WorkerFilter;
import io.roster.registry.page.PageToken;
import io.roster.registry.page.Paging;
import io.roster.registry.platform.InvalidRequest;
import io.roster.v1.ForeseeRequest;
import io.roster.v1.ListArtifactsRequest;
import io.roster.v1.ListEventsRequest;
import io.roster.v1.ListKeysRequest;
import io.roster.v1.ListReplicasRequest;
import io.roster.v1.ListTransportsRequest;
import io.roster.v1.ListWorkersRequest;
import io.roster.v1.PageRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** What is asked on the wire, as the registry's filters. */
final class Questions {

  private Questions() {}

  static <S extends Enum<S>> Paging<S> paging(Paging<S> usual, PageRequest page) {
    Paging<S> sized =
        page.getSize() == 0
            ? usual
            : usual.ofSize((int) Math.min(unsigned(page), Integer.MAX_VALUE));
    return page.getToken().isEmpty() ? sized : sized.from(new PageToken(page.getToken()));
  }

  private static long unsigned(PageRequest page) {
    return Integer.toUnsignedLong(page.getSize());
  }

  static WorkerFilter workers(ListWorkersRequest request) {
    return new WorkerFilter(
        given(request.getText()),
        words("conditions", request.getConditionsList(), WorkerCondition.class),
        Set.of(),
        given(request.getNodeId()));
  }

  static Order order(ForeseeRequest request) {
    String name = request.getKind().name();
    return Arrays.stream(CommandKind.values())
        .filter(kind -> name.equals("COMMAND_KIND_" + kind.name()))
        .findFirst()
        .map(kind -> new Order(kind, request.getTarget(), request.getParametersMap()))
        .orElseThrow(() -> new InvalidRequest("kind", "must be that of a command"));
  }

  static ReplicaFilter replicas(ListReplicasRequest request) {
    return new ReplicaFilter(
        given(request.getArtifactId()),
        given(request.getWorkerId()),
        given(request.getNodeId()),
        Optional.empty(),
        Set.of(),
        OptionalLong.empty(),
        Set.of());
  }

  static ArtifactFilter artifacts(ListArtifactsRequest request) {
    return new ArtifactFilter(
        given(request.getPrefix()),
        Set.of(),
        request.getOnly().isEmpty()
            ? ArtifactFilter.Which.ALL
            : word("only", request.getOnly(), ArtifactFilter.Which.class));
  }

  static KeyFilter keys(ListKeysRequest request) {
    return new KeyFilter(given(request.getPrefix()), given(request.getArtifactId()), Set.of());
  }

  static TransportFilter transports(ListTransportsRequest request) {
    return new TransportFilter(
        words("conditions", request.getConditionsList(), TransportCondition.class),
        given(request.getArtifactId()),
        given(request.getWorkerId()));
  }

  static EventFilter events(ListEventsRequest request) {
    return new EventFilter(
        request.getKindsList(),
        Set.copyOf(request.getSubjectsList()),
        given(request.getActor()),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<String> given(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static <E extends Enum<E>> Set<E> words(String field, List<String> words, Class<E> type) {
    return words.stream().map(word -> word(field, word, type)).collect(Collectors.toSet());
  }

  private static <E extends Enum<E>> E word(String field, String word, Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(one -> one.name().equals(word.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequest(
                    field,
                    "must be one of "
                        + Arrays.stream(type.getEnumConstants())
                            .map(one -> one.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))));
  }
}
