/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport;

import java.util.concurrent.CompletionStage;

/** A request for a transport that may have to wait. */
public interface TransportCall {

  /**
   * Completes with the answer, on any thread; fails with a {@code RegistryException} when the
   * registry cannot go on waiting for it.
   */
  CompletionStage<TransportAnswer> answer();

  /**
   * Says that nobody wants the answer any more. Returns at once; may be called on any thread, and
   * more than once.
   */
  void cancel();
}
