/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport;

import io.roster.registry.replica.ReplicaView;
import java.util.UUID;

/** What becomes of a request for a transport. */
public sealed interface TransportAnswer {

  /**
   * The transfer may begin.
   *
   * @param transport to be named when it is over
   * @param source where to fetch from
   */
  record Started(UUID transport, ReplicaView source) implements TransportAnswer {}

  /** The artifact has no replica at all in the wanted form. */
  record NoReplica() implements TransportAnswer {}

  /** No source became free in time. */
  record TimedOut() implements TransportAnswer {}
}
