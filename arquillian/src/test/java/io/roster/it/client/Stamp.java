/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.client;

import io.grpc.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * What every response says of its origin, in its headers or its trailers.
 *
 * @param epoch the leadership under which the coordinator knew the site to be
 * @param revision the last change that the coordinator had seen
 * @param coordinator who answered
 */
public record Stamp(long epoch, long revision, String coordinator) {

  static Stamp read(@Nullable Metadata headers, @Nullable Metadata trailers) {
    return new Stamp(
        Long.parseLong(text("roster-epoch", headers, trailers)),
        Long.parseLong(text("roster-revision", headers, trailers)),
        text("roster-coordinator", headers, trailers));
  }

  /** How old the memory was that answered, in milliseconds; 0 when it was as good as new. */
  public static long ageOf(Metadata headers, Metadata trailers) {
    Metadata.Key<String> key = Metadata.Key.of("roster-age-ms", Metadata.ASCII_STRING_MARSHALLER);
    String early = headers.get(key);
    String late = trailers.get(key);
    String value = early != null ? early : late;
    return value == null ? 0 : Long.parseLong(value);
  }

  private static String text(String name, @Nullable Metadata headers, @Nullable Metadata trailers) {
    Metadata.Key<String> key = Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    String early = headers == null ? null : headers.get(key);
    String late = trailers == null ? null : trailers.get(key);
    String value = early != null ? early : late;
    if (value == null) {
      throw new AssertionError(
          "the response carries no " + name + ": headers " + headers + ", trailers " + trailers);
    }
    return value;
  }
}
