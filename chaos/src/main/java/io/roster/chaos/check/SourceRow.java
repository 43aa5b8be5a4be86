/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

/**
 * A replica that was fetched from.
 *
 * @param current how many transports hold a slot, as the registry counts
 */
public record SourceRow(String replica, long slots, long current) {}
