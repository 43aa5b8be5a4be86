/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

/**
 * What the registry answers to a heartbeat.
 *
 * @param stateSyncRequired whether it wants the worker to reconcile
 * @param stateVersion the version of the worker's state that it has; 0 if it does not say
 * @param obsoleteArtifacts how many of the reported artifacts it knows no replica of
 */
public record Heard(boolean stateSyncRequired, long stateVersion, int obsoleteArtifacts) {

  /** Whether the registry's picture of a worker that has agreed on this version is another one. */
  boolean disagreesWith(long agreedVersion) {
    return stateSyncRequired
        || obsoleteArtifacts > 0
        || (stateVersion > 0 && stateVersion != agreedVersion);
  }
}
