/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.model;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.platform.RequestKey;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answers that were given to requests with a client_request_id. An answer is written in the
 * transaction of the change itself: of two equal requests at the same time, the second waits until
 * the first is decided.
 */
public interface AnsweredRequests {

  /**
   * An answer that was given.
   *
   * @param subject what it tells of: a worker, a replica
   * @param outcome what was answered
   */
  record Answered(RequestKey key, String subject, String outcome) {}

  /**
   * The answer given before, to whatever kind of request, if any.
   *
   * @throws io.roster.registry.platform.RequestIdReused when the id stands for another request
   */
  Optional<String> answerTo(RequestKey key);

  /** The answers given to those of the ids that were ever answered. */
  Map<String, Answered> answersTo(Collection<String> ids);

  void remember(String operation, RequestKey key, WorkerId subject, String outcome);

  /** Writes many answers at once; each to an id that has none. */
  void remember(String operation, List<Answered> answers);

  /** Drops the answers about a worker that is back: they tell of its former life. */
  void forget(String operation, WorkerId subject);

  /** Drops the answers about subjects that are no more. */
  void forget(String operation, Collection<String> subjects);

  /** Drops answers older than this. */
  int purge(Duration age);
}
