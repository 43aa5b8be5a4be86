/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.model;

import io.roster.registry.artifact.ArtifactView;
import java.time.Instant;

/** An artifact as its row tells. */
public record ArtifactRow(
    ArtifactView described, boolean indexKnown, long keys, Instant createdAt, Instant updatedAt) {}
