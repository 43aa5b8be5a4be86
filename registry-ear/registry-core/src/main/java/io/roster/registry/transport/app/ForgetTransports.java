/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.app;

import io.roster.registry.leadership.app.Leadership;
import io.roster.registry.leadership.model.LeaderJob;
import io.roster.registry.transport.model.TransportQueue;
import io.roster.registry.transport.model.Transports;
import io.roster.settings.Settings;
import io.roster.settings.TransportSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.IntSupplier;

/** Forgets completed transports after their retention, and decided requests after an hour. */
@ApplicationScoped
public class ForgetTransports implements LeaderJob {

  private static final Duration INTERVAL = Duration.ofMinutes(10);
  private static final Duration DECISIONS_KEPT = Duration.ofHours(1);
  private static final int TOGETHER = 5_000;
  private static final int MOST_TURNS = 100;

  private Transports transports;
  private TransportQueue queue;
  private Leadership leadership;
  private Duration retention;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ForgetTransports() {}

  @Inject
  public ForgetTransports(
      Transports transports, TransportQueue queue, Leadership leadership, Settings settings) {
    this.transports = transports;
    this.queue = queue;
    this.leadership = leadership;
    this.retention = settings.get(TransportSettings.RETENTION);
  }

  @Override
  public String name() {
    return "transport-retention";
  }

  @Override
  public Duration interval() {
    return INTERVAL;
  }

  @Override
  public void run() {
    repeat(() -> queue.forget(DECISIONS_KEPT, TOGETHER));
    if (!retention.isZero()) {
      repeat(() -> transports.forget(retention, TOGETHER));
    }
  }

  private void repeat(IntSupplier forgetting) {
    int forgotten = TOGETHER;
    for (int turn = 0; forgotten == TOGETHER && turn < MOST_TURNS; turn++) {
      forgotten = leadership.change(name(), forgetting::getAsInt);
    }
  }
}
