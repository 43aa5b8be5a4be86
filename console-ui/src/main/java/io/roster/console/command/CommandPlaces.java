/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.command;

import io.roster.registry.command.CommandQuery.Place;
import io.roster.registry.page.PageToken;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** The place of a page of commands, as an address can hold it. */
final class CommandPlaces {

  private static final int PARTS = 2;

  private CommandPlaces() {}

  static PageToken token(Place place) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, place.createdAt());
    return new PageToken(micros + "_" + place.id());
  }

  /** Empty for what is no place; the list then begins at its first page. */
  static Optional<Place> place(String token) {
    String[] parts = token.split("_", PARTS);
    if (parts.length != PARTS) {
      return Optional.empty();
    }
    try {
      Instant at = Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS);
      return Optional.of(new Place(at, UUID.fromString(parts[1])));
    } catch (IllegalArgumentException | ArithmeticException mistyped) {
      return Optional.empty();
    }
  }
}
