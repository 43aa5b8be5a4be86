/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.port;

import io.roster.connector.GpuDaemonEvent;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/** Where an engine comes from; the adapter finds it as a service. */
public interface DaemonEngineProvider {

  /**
   * Opens the memories, and the port for other nodes if there shall be one; what was built before a
   * failure is taken down again.
   *
   * @param daemonId who the daemon is
   * @param threads for all that the engine does for long
   * @param events what happens in the memories and with the peers, in its order
   * @throws IOException with a sentence, if the memories or the port cannot be had
   */
  DaemonEngine start(
      String daemonId,
      EnginePlan plan,
      ThreadFactory threads,
      Clock clock,
      Consumer<GpuDaemonEvent> events)
      throws IOException;
}
