/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Backups on the wire. */
@NullMarked
package io.roster.registry.backup.grpc;

import org.jspecify.annotations.NullMarked;
