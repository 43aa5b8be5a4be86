/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.list;

import com.vaadin.flow.router.QueryParameters;
import io.roster.registry.page.PageToken;
import io.roster.registry.page.Paging;
import io.roster.registry.page.Paging.Direction;
import io.roster.registry.platform.InvalidRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a list shows, as it stands in the address: filters, order, and where its page begins. A
 * value that means nothing there counts as absent.
 */
public record ListState(Map<String, String> values) {

  private static final String SORT = "sort";
  private static final String AFTER = "after";
  private static final int LONGEST = 512;

  public static final ListState NONE = new ListState(Map.of());

  public ListState {
    values = Map.copyOf(values);
  }

  public static ListState from(QueryParameters query) {
    Map<String, String> values = new TreeMap<>();
    query
        .getParameters()
        .forEach(
            (name, given) -> {
              String first = given.isEmpty() ? "" : given.get(0).strip();
              if (!first.isEmpty()) {
                values.put(name, first);
              }
            });
    return new ListState(values);
  }

  public QueryParameters query() {
    Map<String, List<String>> parameters = new TreeMap<>();
    values.forEach((name, value) -> parameters.put(name, List.of(value)));
    return new QueryParameters(parameters);
  }

  /** A text that could name something. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name))
        .filter(text -> text.length() <= LONGEST)
        .filter(text -> text.chars().noneMatch(Character::isISOControl));
  }

  /** The chosen of an enumeration's words, separated by commas. */
  public <E extends Enum<E>> Set<E> chosen(String name, Class<E> type) {
    Set<String> words =
        text(name).stream().flatMap(list -> Stream.of(list.split(","))).collect(Collectors.toSet());
    return Stream.of(type.getEnumConstants())
        .filter(constant -> words.contains(word(constant)))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  public <E extends Enum<E>> Optional<E> one(String name, Class<E> type) {
    return chosen(name, type).stream().findFirst();
  }

  /** Another value of one filter; the list begins at its first page again. */
  public ListState with(String name, String value) {
    Map<String, String> changed = new TreeMap<>(values);
    changed.remove(AFTER);
    if (value.isBlank()) {
      changed.remove(name);
    } else {
      changed.put(name, value.strip());
    }
    return new ListState(changed);
  }

  /** Without these filters, and at the first page. */
  public ListState without(List<String> names) {
    ListState cleared = this;
    for (String name : names) {
      cleared = cleared.with(name, "");
    }
    return cleared;
  }

  public ListState at(PageToken token) {
    Map<String, String> changed = new TreeMap<>(values);
    changed.put(AFTER, token.text());
    return new ListState(changed);
  }

  public ListState atFirst() {
    return with(AFTER, "");
  }

  public boolean isFirstPage() {
    return !values.containsKey(AFTER);
  }

  public ListState sorted(String sort, Direction direction) {
    return with(
        SORT, (direction == Direction.DESCENDING ? "-" : "") + sort.toLowerCase(Locale.ROOT));
  }

  /** The order and the page; the usual order where the address names none. */
  public <S extends Enum<S>> Paging<S> paging(Class<S> sorts, Paging<S> usual) {
    String wanted = values.getOrDefault(SORT, "");
    Direction direction = wanted.startsWith("-") ? Direction.DESCENDING : Direction.ASCENDING;
    String name = wanted.startsWith("-") ? wanted.substring(1) : wanted;
    Paging<S> paging =
        Stream.of(sorts.getEnumConstants())
            .filter(sort -> word(sort).equals(name))
            .findFirst()
            .map(sort -> new Paging<>(sort, direction, Optional.empty(), usual.size()))
            .orElse(usual);
    return after().map(paging::from).orElse(paging);
  }

  private Optional<PageToken> after() {
    try {
      return Optional.ofNullable(values.get(AFTER)).map(PageToken::new);
    } catch (InvalidRequest notOurs) {
      return Optional.empty();
    }
  }

  /** How a constant is written in an address and on a page. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
