/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

/** One transport as the database holds it. */
public record TransportRow(
    String transport, String request, String replica, String status, String outcome) {}
