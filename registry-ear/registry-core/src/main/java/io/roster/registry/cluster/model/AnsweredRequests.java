/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.model;

import io.roster.registry.cluster.Departure;
import io.roster.registry.cluster.WorkerId;
import java.time.Duration;
import java.util.Optional;

/**
 * The answers that were given to requests with a client_request_id. An answer is written in the
 * transaction of the change itself: of two equal requests at the same time, the second waits until
 * the first is decided.
 */
public interface AnsweredRequests {

  /**
   * The answer given before, if any.
   *
   * @throws io.roster.registry.platform.RequestIdReused when the id stands for another request
   */
  Optional<String> answerTo(String operation, Departure.RequestKey key);

  void remember(String operation, Departure.RequestKey key, WorkerId subject, String outcome);

  /** Drops the answers about a worker that is back: they tell of its former life. */
  void forget(String operation, WorkerId subject);

  /** Drops answers older than this. */
  int purge(Duration age);
}
