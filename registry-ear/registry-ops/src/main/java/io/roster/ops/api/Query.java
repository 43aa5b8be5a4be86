/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.ops.api;

import io.roster.registry.page.PageToken;
import io.roster.registry.page.Paging;
import io.roster.registry.page.Paging.Direction;
import io.roster.registry.platform.InvalidRequest;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The parameters of a call. One that is not known is refused, since it would filter nothing. */
final class Query {

  private final MultivaluedMap<String, String> given;

  /**
   * @param known the names of the parameters that the call has
   */
  Query(MultivaluedMap<String, String> given, String... known) {
    this.given = given;
    Set<String> unknown = new TreeSet<>(given.keySet());
    Arrays.asList(known).forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new InvalidRequest(
          unknown.iterator().next(),
          "is no parameter of this call; there are " + String.join(", ", known));
    }
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(given.getFirst(name)).filter(value -> !value.isEmpty());
  }

  boolean flag(String name) {
    String value = text(name).orElse("false");
    return switch (value) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new InvalidRequest(name, "must be true or false");
    };
  }

  OptionalLong number(String name) {
    Optional<String> value = text(name);
    return value.isEmpty() ? OptionalLong.empty() : OptionalLong.of(number(name, value.get()));
  }

  private static long number(String name, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException unreadable) {
      throw new InvalidRequest(name, "must be a whole number");
    }
  }

  Set<Long> numbers(String name) {
    return texts(name).stream().map(value -> number(name, value)).collect(Collectors.toSet());
  }

  /** Given several times or with commas between. */
  List<String> texts(String name) {
    return given.getOrDefault(name, List.of()).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .filter(value -> !value.isEmpty())
        .toList();
  }

  <E extends Enum<E>> Set<E> names(String name, Class<E> type) {
    return texts(name).stream().map(value -> name(name, value, type)).collect(Collectors.toSet());
  }

  private static <E extends Enum<E>> E name(String name, String value, Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(value.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequest(
                    name,
                    "must be one of "
                        + Arrays.stream(type.getEnumConstants())
                            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))));
  }

  Optional<Instant> time(String name) {
    return text(name)
        .map(
            value -> {
              try {
                return OffsetDateTime.parse(value).toInstant();
              } catch (DateTimeParseException unreadable) {
                throw new InvalidRequest(name, "must be a time like 2026-01-02T03:04:05Z");
              }
            });
  }

  /** By what is asked for, or by what is usual. */
  <S extends Enum<S>> Paging<S> paging(Class<S> type, S usual, Direction usualDirection) {
    return new Paging<>(
        text("sort").map(value -> name("sort", value, type)).orElse(usual),
        text("order").map(Query::direction).orElse(usualDirection),
        text("page_token").map(PageToken::new),
        size());
  }

  private static Direction direction(String value) {
    return switch (value) {
      case "asc" -> Direction.ASCENDING;
      case "desc" -> Direction.DESCENDING;
      default -> throw new InvalidRequest("order", "must be asc or desc");
    };
  }

  private int size() {
    long size = number("page_size").orElse(Paging.USUAL);
    if (size < 1 || size > Paging.MOST) {
      throw new InvalidRequest("page_size", "must be from 1 to " + Paging.MOST);
    }
    return (int) size;
  }
}
