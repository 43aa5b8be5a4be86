/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

import io.roster.chaos.history.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Writes without a pause, and remembers when each write was acknowledged, and by whom. */
public final class Probe implements Actor {

  private final Session session;
  private final Way way;
  private final Subject key;
  private final Random random;
  private final List<Acknowledgement> acknowledgements = new ArrayList<>();
  private int failures;

  /** A write that was answered. */
  public record Acknowledgement(long at, String coordinator) {}

  Probe(Session session, Way way, Subject key, Random random) {
    this.session = session;
    this.way = way;
    this.key = key;
    this.random = random;
  }

  @Override
  public void step() {
    String artifact = Artifacts.all().get(random.nextInt(Artifacts.all().size()));
    Optional<?> answer = KeyActor.swap(session, key, artifact, "");
    synchronized (this) {
      if (answer.isPresent()) {
        acknowledgements.add(new Acknowledgement(Clock.micros(), coordinator()));
      } else {
        failures++;
      }
    }
  }

  private String coordinator() {
    return way.registry().origin().map(origin -> origin.coordinator()).orElse("");
  }

  public synchronized List<Acknowledgement> acknowledgements() {
    return List.copyOf(acknowledgements);
  }

  /** How many calls were not answered. */
  public synchronized int failures() {
    return failures;
  }

  @Override
  public void close() {
    session.close();
  }
}
