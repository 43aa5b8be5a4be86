/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import io.grpc.Status;
import java.util.List;
import java.util.stream.Collectors;

/** What a person reads when no coordinator could be used. */
final class Sentences {

  /** What one coordinator said in this call. */
  record Said(Endpoint endpoint, Status status, boolean foreign) {

    private String text() {
      return foreign ? description(status) : endpoint + ": " + description(status);
    }
  }

  private Sentences() {}

  static String foreign(Endpoint endpoint, boolean withToken) {
    return withToken
        ? endpoint
            + " does not know this cluster token; it belongs to another cluster, or one of the two"
            + " tokens is wrong"
        : endpoint + " asks for a cluster token, and none was given";
  }

  static Status silent(Endpoint endpoint) {
    return Status.UNAVAILABLE.withDescription(endpoint + " does not answer");
  }

  /** How the call ends when each failed: as the last that is ours, with what all of them said. */
  static Status none(List<Said> said) {
    List<Said> ours = said.stream().filter(one -> !one.foreign()).toList();
    if (ours.isEmpty()) {
      return said.get(0).status().withDescription(joined(said));
    }
    Status last = ours.get(ours.size() - 1).status();
    return said.size() == 1
        ? last
        : last.withDescription(
            "None of the " + said.size() + " coordinators answers: " + joined(said));
  }

  private static String joined(List<Said> said) {
    return said.stream().map(Said::text).collect(Collectors.joining("; "));
  }

  private static String description(Status status) {
    String text = status.getDescription() == null ? "no reason given" : status.getDescription();
    Throwable cause = status.getCause();
    return cause == null || cause.getMessage() == null ? text : text + ", " + cause.getMessage();
  }
}
