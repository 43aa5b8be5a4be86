/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import io.roster.client.ClusterToken;
import io.roster.settings.NodeSettings;
import io.roster.settings.Settings;
import java.util.Optional;

/** The cluster token that a node is given. */
public final class NodeToken {

  private NodeToken() {}

  /**
   * The one that the settings name a file of.
   *
   * @throws IllegalStateException with a sentence, if there is none in it
   */
  public static Optional<String> of(Settings settings) {
    try {
      return settings.find(NodeSettings.TOKEN_FILE).map(ClusterToken::read);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(NodeSettings.TOKEN_FILE.key() + ": " + e.getMessage(), e);
    }
  }
}
