/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a group has come.
 *
 * @param partsDone how many of its parts were transferred
 * @param lastSuccess when the last of them was
 */
public record GroupProgress(long partsDone, Optional<Instant> lastSuccess) {

  public static final GroupProgress NONE = new GroupProgress(0, Optional.empty());
}
