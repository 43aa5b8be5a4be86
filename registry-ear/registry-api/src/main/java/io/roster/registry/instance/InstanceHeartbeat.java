/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * An instance's sign of life.
 *
 * @param workerId the worker that it belongs to; looked up by its daemon when absent
 * @param capabilityFlags its capabilities; absent keeps what is known
 */
public record InstanceHeartbeat(
    String instanceId, Optional<String> workerId, OptionalLong capabilityFlags) {}
