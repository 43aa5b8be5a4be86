/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster;

import io.roster.registry.platform.Actor;
import java.util.List;

/** The door to everything about workers. Safe for use by many threads. */
public interface WorkerService {

  /**
   * Gives a daemon its place; the answer comes after the change is durable. Repeating it is safe
   * and opens a new reconcile generation.
   *
   * @throws io.roster.registry.platform.InvalidRequest when a field is missing, out of range or not
   *     routable
   * @throws WorkerOfAnotherDaemon when the previous worker is another daemon's
   */
  RegisteredWorker register(WorkerRegistration registration, Actor actor);

  /** The way of heartbeats, past everything else; to be asked for once and kept. */
  Heartbeats heartbeats();

  /**
   * Lets a worker go at its daemon's own wish; its replicas become unavailable. Repeating it is
   * safe.
   */
  Departure.Outcome unregister(Departure departure);

  /** The active workers, the one heard last first. */
  List<WorkerView> list(WorkerQuery query);
}
