/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

import io.roster.chaos.history.History;
import java.util.List;

/**
 * Everything that is known about one seed when it is over.
 *
 * @param holders who held the leadership when it began: the entry that took it, or none
 */
public record Evidence(
    History history,
    List<JournalEntry> holders,
    List<JournalEntry> journal,
    List<WatchLog> watches,
    List<TransportRow> transports,
    List<SourceRow> sources,
    List<Disturbance> disturbances,
    Limits limits) {}
