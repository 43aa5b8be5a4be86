/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import io.grpc.Status;

/** Hears what the client does by itself, to log it for example. On any thread; be quick. */
public interface ClientListener {

  /** A coordinator failed, and the calls go to another one, if there is one. */
  default void movedOn(Endpoint from, Status why) {}

  /** The preferred coordinator serves again, and the calls go there. */
  default void cameHome(Endpoint home) {}

  /** An endpoint belongs to another cluster. A person has to look. */
  default void foreign(Endpoint endpoint, String sentence) {}
}
