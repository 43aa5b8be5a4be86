/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica;

import io.roster.registry.cluster.WorkerId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A copy as its worker knows it, without the registry's id.
 *
 * @param memoryType where it lies, when the worker says so
 * @param deviceId on which device, when the worker says so
 */
public record HeldCopy(
    String artifactId, WorkerId worker, Optional<MemoryType> memoryType, OptionalLong deviceId) {}
