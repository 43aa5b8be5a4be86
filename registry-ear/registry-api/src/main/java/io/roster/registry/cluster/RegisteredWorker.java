/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster;

import java.time.Duration;

/**
 * The place that a daemon was given.
 *
 * @param worker its worker id
 * @param heartbeatInterval how often it is asked to beat
 * @param stateSyncRequired whether it is to reconcile before anything else
 * @param stateVersion the registry's version of its inventory, from 1
 * @param generation its reconcile generation, from 1
 */
public record RegisteredWorker(
    WorkerId worker,
    Duration heartbeatInterval,
    boolean stateSyncRequired,
    long stateVersion,
    long generation) {}
