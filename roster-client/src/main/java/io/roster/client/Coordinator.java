/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import io.grpc.Status;
import java.time.Duration;
import java.util.function.Consumer;

/** One coordinator as the client uses it: its connection, and the vigil over its calls. */
record Coordinator(Connection connection, Vigil vigil) implements Rotation.Member {

  private static final Duration GREETING_LIMIT = Duration.ofSeconds(2);

  Endpoint endpoint() {
    return connection.endpoint();
  }

  /** Goes on when it is known to belong to our cluster. */
  void greeted(Consumer<Status> known) {
    if (connection.isGreeted()) {
      known.accept(Status.OK);
    } else {
      connection.greet(GREETING_LIMIT, known);
    }
  }

  @Override
  public void reconnect() {
    connection.reconnect();
  }

  @Override
  public void close() {
    connection.close();
  }
}
