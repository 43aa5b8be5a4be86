/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account.model;

import io.roster.registry.account.SingleSignOn.Journey;
import java.util.Set;

/** Who vouches for people. */
public interface IdentityProvider {

  /**
   * What the provider says of somebody.
   *
   * @param name as the configured claim tells it
   * @param groups as the configured claim tells them
   */
  record Vouched(String name, Set<String> groups) {
    public Vouched {
      groups = Set.copyOf(groups);
    }
  }

  boolean isConfigured();

  /**
   * Prepares a log-in.
   *
   * @throws io.roster.registry.account.NotRecognized when the provider does not answer
   */
  Journey begin(String callback);

  /**
   * Asks whom a code stands for.
   *
   * @throws io.roster.registry.account.NotRecognized when it stands for nobody
   */
  Vouched ask(Journey journey, String code);
}
