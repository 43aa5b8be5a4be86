/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.inventory;

import java.util.Optional;

/**
 * An artifact that is about to come in.
 *
 * @param id a name of its owner's; empty derives the id from the content
 * @param index where each tensor lies in its bytes
 */
public record NewArtifact(Optional<String> id, byte[] index, long sizeBytes, Target target) {}
