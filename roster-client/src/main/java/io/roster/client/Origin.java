/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import io.grpc.Metadata;
import java.util.Optional;

/**
 * What every answer of the registry says of its origin.
 *
 * @param coordinator who answered
 * @param epoch the leadership under which it knew the site to be
 * @param revision the last change that it had seen
 */
public record Origin(String coordinator, long epoch, long revision) {

  private static final Metadata.Key<String> EPOCH = text("roster-epoch");
  private static final Metadata.Key<String> REVISION = text("roster-revision");
  private static final Metadata.Key<String> COORDINATOR = text("roster-coordinator");

  /** Reads it from an answer's headers or trailers; empty if they say nothing of it. */
  static Optional<Origin> of(Metadata metadata) {
    String epoch = metadata.get(EPOCH);
    String revision = metadata.get(REVISION);
    String coordinator = metadata.get(COORDINATOR);
    if (epoch == null || revision == null || coordinator == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Origin(coordinator, Long.parseLong(epoch), Long.parseLong(revision)));
    } catch (NumberFormatException notOurs) {
      // Somebody else's header of that name says nothing about the site.
      return Optional.empty();
    }
  }

  private static Metadata.Key<String> text(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
