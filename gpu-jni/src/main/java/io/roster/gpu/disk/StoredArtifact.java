/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.disk;

import io.roster.gpu.Content;
import java.time.Instant;

/** An artifact that was found on disk. */
public record StoredArtifact(Content content, DiskSpace space, Instant storedAt, boolean pinned) {}
