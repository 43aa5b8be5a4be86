/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.measure;

import io.roster.chaos.net.Flow;
import io.roster.chaos.site.Coordinator;
import io.roster.chaos.site.Site;
import java.util.function.Consumer;

/** Ways in which a coordinator falls silent without being dead. */
enum Silence {
  PAUSED("coordinator-paused", Coordinator::pause),
  CUT_OFF(
      "coordinator-cut-off-from-clients",
      target -> target.clients().set(Flow.STALLED, Flow.STALLED)),
  DEAF("coordinator-does-not-hear", target -> target.clients().set(Flow.STALLED, Flow.OPEN)),
  MUTE("coordinator-is-not-heard", target -> target.clients().set(Flow.OPEN, Flow.STALLED)),
  ISOLATED("coordinator-isolated", Site::isolate),
  HOST_LOST("coordinator-host-lost", target -> target.lose(true, true)),
  WITHOUT_DATABASE(
      "coordinator-cut-off-from-database",
      target -> target.setDatabaseFlow(Flow.STALLED, Flow.STALLED)),
  DEAF_TO_DATABASE(
      "coordinator-does-not-hear-database",
      target -> target.setDatabaseFlow(Flow.OPEN, Flow.STALLED));

  private final String figure;
  private final Consumer<Coordinator> way;

  Silence(String figure, Consumer<Coordinator> way) {
    this.figure = figure;
    this.way = way;
  }

  /** Under which name its figures are reported. */
  String figure() {
    return figure;
  }

  boolean isPossible(Site site) {
    return this != HOST_LOST || site.hasHosts();
  }

  void begin(Coordinator target) {
    way.accept(target);
  }
}
