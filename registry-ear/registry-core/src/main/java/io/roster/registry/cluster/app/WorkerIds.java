/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import io.roster.registry.cluster.WorkerId;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Makes worker ids: the node's name, for people, and eight random hex digits, for uniqueness. */
@ApplicationScoped
public class WorkerIds {

  private final RandomGenerator random;

  public WorkerIds() {
    this(new SecureRandom());
  }

  public WorkerIds(RandomGenerator random) {
    this.random = random;
  }

  WorkerId next(String nodeId) {
    return new WorkerId(String.format("worker_%s_%08x", nodeId, random.nextInt()));
  }
}
