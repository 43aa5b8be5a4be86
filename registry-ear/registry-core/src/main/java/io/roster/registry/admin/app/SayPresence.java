/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.admin.app;

import io.roster.registry.admin.ServerInfo;
import io.roster.registry.admin.model.PresenceLog;
import io.roster.registry.admin.model.PresenceLog.Presence;
import io.roster.registry.journal.app.ReadModel;
import io.roster.registry.platform.Background;
import io.roster.registry.platform.DatabaseAway;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says every two seconds that this coordinator is there, and how it is. */
@ApplicationScoped
public class SayPresence {

  private static final Logger LOG = LoggerFactory.getLogger(SayPresence.class);
  private static final long INTERVAL_MILLIS = 2_000;

  private PresenceLog log;
  private ReadModel model;
  private Background saying;
  private Supplier<ServerInfo> info = SayPresence::unknown;
  private double databaseMillis;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public SayPresence() {}

  @Inject
  public SayPresence(PresenceLog log, ReadModel model) {
    this.log = log;
    this.model = model;
    this.saying = new Background("presence", INTERVAL_MILLIS, this::say);
  }

  private static ServerInfo unknown() {
    throw new IllegalStateException("started without knowing whose presence it is");
  }

  public void start(ThreadFactory threads, Supplier<ServerInfo> whose) {
    info = whose;
    saying.start(threads);
    saying.nudge();
  }

  public void stop() {
    saying.stop();
  }

  /** Once. */
  void say() {
    ServerInfo server = info.get();
    long asked = System.nanoTime();
    try {
      log.say(
          new Presence(
              server.coordinator(),
              server.version(),
              server.reachableHost(),
              server.reachablePort(),
              server.httpPort(),
              model.revision(),
              databaseMillis));
      databaseMillis = (System.nanoTime() - asked) / 1e6;
    } catch (DatabaseAway unsaid) {
      LOG.debug("presence_unsaid", unsaid);
    }
  }
}
