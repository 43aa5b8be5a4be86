/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport;

import java.util.List;

/** The door to everything about transports. Safe for use by many threads. */
public interface TransportService {

  /**
   * Asks for a source. When one is free now, the call that comes back is answered already; if not,
   * it waits without a thread, for as long as the request allows. A repetition with the same
   * request id gets the same transport, from any coordinator.
   *
   * @throws io.roster.registry.platform.InvalidRequest when a field is missing or contradicts what
   *     the group's other requests say
   * @throws RequestIdOfAnotherTransport when the request id stands for another request
   * @throws io.roster.registry.platform.Overloaded when nothing is free and too many wait already
   */
  TransportCall request(TransportRequest request);

  /** Ends a transport and frees its source's slot. Repeating it is safe and changes nothing. */
  TransportCompletion.Result complete(TransportCompletion completion);

  /** The transports that began in a span of time, the oldest first. */
  List<TransportRecord> query(TransportWindow window);
}
