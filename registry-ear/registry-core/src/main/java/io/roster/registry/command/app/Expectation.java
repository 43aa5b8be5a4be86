/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app;

import io.roster.registry.command.CommandRequest;
import io.roster.registry.command.TargetChanged;
import io.roster.registry.journal.model.SubjectHistory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;

/**
 * Refuses what an operator asks for on the ground of an old picture. It runs when the target is
 * locked, so that nothing can happen to the target between the look and the command.
 */
@ApplicationScoped
public class Expectation {

  private SubjectHistory history;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public Expectation() {}

  @Inject
  public Expectation(SubjectHistory history) {
    this.history = history;
  }

  void check(CommandRequest request, Set<String> subjects) {
    request.expectedRevision().ifPresent(revision -> check(request, subjects, revision));
  }

  private void check(CommandRequest request, Set<String> subjects, long revision) {
    String target = request.order().target();
    history
        .firstAfter(revision, subjects)
        .ifPresent(
            happened -> {
              throw TargetChanged.at(target, happened.revision(), happened.kind(), revision);
            });
    // Asked last: what the retention took between the two questions shows here.
    if (!history.reaches(revision)) {
      throw TargetChanged.tooLongAgo(target, revision);
    }
  }
}
