/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import io.roster.client.Rotation;
import io.roster.node.registry.RegistryFailure.Kind;
import java.time.Duration;

/**
 * The registry as the node's loops and services call it: by whichever coordinator answers. A call
 * that finds a coordinator away is made at each of the others, once, before it fails.
 */
public final class RegistryClient {

  private final Rotation<Coordinator> coordinators;

  RegistryClient(Rotation<Coordinator> coordinators) {
    this.coordinators = coordinators;
  }

  /**
   * Asks it.
   *
   * @param limit for each coordinator that is asked
   */
  public <T> T ask(Duration limit, Question<T> question) throws RegistryFailure {
    for (int left = coordinators.count(); ; left--) {
      Coordinator coordinator = coordinators.current();
      try {
        return coordinator.ask(limit, question);
      } catch (RegistryFailure failure) {
        if (failure.kind() != Kind.CONNECTIVITY) {
          throw failure;
        }
        coordinators.moveOn(coordinator);
        if (left <= 1) {
          throw failure;
        }
      }
    }
  }
}
