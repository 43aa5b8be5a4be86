/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import java.time.Duration;

/**
 * What the registry answers to a registration.
 *
 * @param workerId the name it gave this incarnation
 * @param heartbeatInterval how often it wants to hear of it; zero if it does not say
 * @param stateVersion the version of the worker's state, 1 or more
 * @param generation the generation of the worker's reconcile requests, 1 or more
 */
public record Registered(
    String workerId, Duration heartbeatInterval, long stateVersion, long generation) {}
