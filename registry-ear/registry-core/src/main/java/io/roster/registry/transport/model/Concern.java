/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import java.util.List;
import java.util.stream.Stream;

/** Something that one change of transports at a time may be about. */
public record Concern(String name) {

  public static Concern artifact(Wanted wanted) {
    return new Concern("artifact " + wanted.artifactId());
  }

  private static Concern group(GroupKey group) {
    return new Concern(
        "group "
            + group.kind().length()
            + " "
            + group.kind()
            + " "
            + group.id()
            + " "
            + group.epoch());
  }

  /** All that a request is about. */
  public static List<Concern> of(Ticket ticket) {
    return Stream.concat(
            Stream.of(artifact(ticket.wanted())),
            ticket.group().stream().map(group -> group(GroupKey.of(group))))
        .toList();
  }
}
