/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

/**
 * What the registry answers to a heartbeat.
 *
 * @param stateSyncRequired whether it wants the worker to reconcile
 * @param stateVersion the version of the worker's state that it has
 */
public record Heard(boolean stateSyncRequired, long stateVersion) {}
