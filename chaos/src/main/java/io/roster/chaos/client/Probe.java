/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

import io.roster.chaos.history.Clock;
import java.util.Optional;

/** Writes without a pause, and remembers when each write was acknowledged, and by whom. */
public final class Probe implements Actor {

  private final Session session;
  private final Way way;
  private final Write write;
  private final Answers answers = new Answers();

  /** Makes one write; empty when it was not acknowledged. */
  interface Write {
    Optional<?> make();
  }

  Probe(Session session, Way way, Write write) {
    this.session = session;
    this.way = way;
    this.write = write;
  }

  @Override
  public void step() {
    if (write.make().isPresent()) {
      answers.acknowledged(Clock.micros(), coordinator());
    } else {
      answers.failed(Clock.micros());
    }
  }

  private String coordinator() {
    return way.registry().origin().map(origin -> origin.coordinator()).orElse("");
  }

  public Answers answers() {
    return answers;
  }

  @Override
  public void close() {
    session.close();
  }
}
