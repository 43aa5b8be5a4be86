/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.key.KeyMapping;
import java.time.Instant;

/**
 * A key.
 *
 * @param updatedAt since when it stands for its artifact, or was recommended anew
 */
public record KeyFact(KeyMapping mapping, Instant createdAt, Instant updatedAt) {}
