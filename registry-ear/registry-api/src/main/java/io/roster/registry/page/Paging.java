/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.page;

import io.roster.registry.platform.InvalidRequest;
import java.util.Optional;

/**
 * Which part of a list, in which order.
 *
 * @param sort by which property; rows that are equal in it are in the order of their ids
 * @param after where the page begins: {@link Page#next()} of the one before
 * @param size at most {@link #MOST}
 */
public record Paging<S extends Enum<S>>(
    S sort, Direction direction, Optional<PageToken> after, int size) {

  public static final int MOST = 500;
  public static final int USUAL = 100;

  /** Which end comes first. */
  public enum Direction {
    ASCENDING,
    DESCENDING
  }

  public Paging {
    if (size < 1 || size > MOST) {
      throw new InvalidRequest("page_size", "must be from 1 to " + MOST);
    }
  }

  /** The beginning of a list, the smallest first. */
  public static <S extends Enum<S>> Paging<S> by(S sort) {
    return new Paging<>(sort, Direction.ASCENDING, Optional.empty(), USUAL);
  }

  /** The beginning of a list, the greatest first. */
  public static <S extends Enum<S>> Paging<S> byLast(S sort) {
    return new Paging<>(sort, Direction.DESCENDING, Optional.empty(), USUAL);
  }

  public Paging<S> from(PageToken token) {
    return new Paging<>(sort, direction, Optional.of(token), size);
  }

  public Paging<S> ofSize(int other) {
    return new Paging<>(sort, direction, after, other);
  }
}
