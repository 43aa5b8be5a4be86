/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import io.roster.registry.cluster.WorkerId;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Makes worker ids: the node's name, for people, and eight random hex digits, for uniqueness. */
@ApplicationScoped
public class WorkerIds {

  private static final int LONGEST = 600;

  private final RandomGenerator random;

  public WorkerIds() {
    this(new SecureRandom());
  }

  public WorkerIds(RandomGenerator random) {
    this.random = random;
  }

  /** Whether it could be one of ours; the database cannot even be asked for any text there is. */
  static boolean plausible(WorkerId worker) {
    String value = worker.value();
    return value.length() <= LONGEST && value.chars().noneMatch(Character::isISOControl);
  }

  WorkerId next(String nodeId) {
    return new WorkerId(String.format("worker_%s_%08x", nodeId, random.nextInt()));
  }
}
