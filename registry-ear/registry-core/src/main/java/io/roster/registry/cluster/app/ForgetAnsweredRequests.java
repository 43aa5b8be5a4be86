/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import io.roster.registry.cluster.model.AnsweredRequests;
import io.roster.registry.leadership.app.Leadership;
import io.roster.registry.leadership.model.LeaderJob;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Forgets the answers to requests that nobody repeats any more. */
@ApplicationScoped
public class ForgetAnsweredRequests implements LeaderJob {

  private static final Duration KEPT = Duration.ofHours(24);

  private AnsweredRequests answered;
  private Leadership leadership;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ForgetAnsweredRequests() {}

  @Inject
  public ForgetAnsweredRequests(AnsweredRequests answered, Leadership leadership) {
    this.answered = answered;
    this.leadership = leadership;
  }

  @Override
  public String name() {
    return "request-retention";
  }

  @Override
  public Duration interval() {
    return Duration.ofMinutes(1);
  }

  @Override
  public void run() {
    leadership.change(name(), () -> answered.purge(KEPT));
  }
}
