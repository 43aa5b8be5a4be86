/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import java.util.Optional;

/**
 * How a node stands with the registry, for people and probes.
 *
 * @param state the state
 * @param workerId the worker it is registered as
 * @param endpoint the coordinator that answered last
 * @param lastFailure the sentence of the last failure, while there is one
 */
public record LinkStatus(
    LinkState state,
    Optional<String> workerId,
    Optional<String> endpoint,
    Optional<String> lastFailure) {

  public static final LinkStatus INITIAL =
      new LinkStatus(LinkState.CONNECTING, Optional.empty(), Optional.empty(), Optional.empty());

  public boolean isRegistered() {
    return state == LinkState.REGISTERED;
  }
}
