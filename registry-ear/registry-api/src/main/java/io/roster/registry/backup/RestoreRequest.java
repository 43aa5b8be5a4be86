/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup;

import java.util.Optional;

/**
 * How a backup is to be restored.
 *
 * @param reason why; it stays in the journal
 * @param takeOver the id of the cluster whose place this registry takes, when it is another one
 */
public record RestoreRequest(String reason, Optional<String> takeOver) {}
