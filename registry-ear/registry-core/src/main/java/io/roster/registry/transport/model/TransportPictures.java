/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import io.roster.registry.transport.TransportRecord;
import io.roster.registry.transport.TransportWindow;
import java.util.List;
import java.util.function.Consumer;

/** Transports as they are committed. Each call throws {@code DatabaseAway} when it cannot look. */
public interface TransportPictures {

  /** Whether an artifact has any replica in a form, whatever its state. */
  boolean hasReplica(Wanted wanted);

  /** Passes on each transport in progress. */
  void eachActive(Consumer<ActiveTransport> reader);

  /** Those that began in a span of time, the oldest first; at most so many. */
  List<TransportRecord> query(TransportWindow window, int most);
}
