/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import java.util.Collection;

/**
 * Makes changes of transports come one after the other where they concern the same artifact or
 * group. A transaction takes all the locks it needs at once and before anything else of transports,
 * so that no two wait for each other. They end with the transaction.
 */
public interface TransportLocks {

  void take(Collection<Concern> concerns);

  /** Begins a pass through those who wait, unless another coordinator is in the midst of one. */
  boolean beginPass();
}
