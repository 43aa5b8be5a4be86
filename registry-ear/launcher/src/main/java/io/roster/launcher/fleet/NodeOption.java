/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

/** Where a node is unless it is said. */
final class NodeOption {

  static final String DEFAULT = "127.0.0.1:50061";

  private NodeOption() {}
}
