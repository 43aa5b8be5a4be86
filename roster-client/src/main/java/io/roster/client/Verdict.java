/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Set;

/** What the end of a call says about the coordinator that it was made at. */
enum Verdict {
  /** It answered, be it with a refusal. */
  ANSWER,
  /** It is away, and nobody knows how far it got with the call. */
  AWAY,
  /** It did nothing, and another one may. */
  NOT_DONE,
  /** It belongs to another cluster, and did nothing. */
  FOREIGN;

  private static final Metadata.Key<String> ERROR =
      Metadata.Key.of("roster-error", Metadata.ASCII_STRING_MARSHALLER);

  /** The coordinator stops, is too busy, or is behind: said before anything is done. */
  private static final Set<String> BEFORE_DOING = Set.of("ROS-1008", "ROS-1010", "ROS-2001");

  static Verdict of(Status status, Metadata trailers) {
    String error = trailers.get(ERROR);
    boolean nothingDone = error != null && BEFORE_DOING.contains(error);
    return switch (status.getCode()) {
      case UNAVAILABLE -> nothingDone ? NOT_DONE : AWAY;
      // Without our word it may be a message that is too large, which is so everywhere.
      case RESOURCE_EXHAUSTED -> nothingDone ? NOT_DONE : ANSWER;
      case UNAUTHENTICATED -> FOREIGN;
      default -> ANSWER;
    };
  }
}
