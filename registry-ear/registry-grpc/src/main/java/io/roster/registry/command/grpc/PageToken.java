/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.grpc;

import io.roster.registry.command.CommandQuery.Place;
import io.roster.registry.platform.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** A place in a list as a text that callers pass back without looking into it. */
final class PageToken {

  private static final String SEPARATOR = " ";

  private PageToken() {}

  static String of(Place place) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            (place.createdAt() + SEPARATOR + place.id()).getBytes(StandardCharsets.US_ASCII));
  }

  static Optional<Place> read(String token) {
    if (token.isEmpty()) {
      return Optional.empty();
    }
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII)
              .split(SEPARATOR, 2);
      return Optional.of(new Place(Instant.parse(parts[0]), UUID.fromString(parts[1])));
    } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException bad) {
      throw new InvalidRequest("page_token", "is none of ours; begin again without it");
    }
  }
}
