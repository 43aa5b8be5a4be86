/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LinkTest {

  private static final int SHORT_MILLIS = 200;

  private final ServerSocket server;
  private final Link link;
  private final Socket client;
  private final Socket accepted;

  LinkTest() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    link = Link.to("test", "127.0.0.1", server.getLocalPort(), "127.0.0.1");
    client = new Socket(InetAddress.getLoopbackAddress(), link.port());
    accepted = server.accept();
  }

  @BeforeEach
  void loseNoTime() throws IOException {
    client.setTcpNoDelay(true);
    accepted.setTcpNoDelay(true);
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    accepted.close();
    link.close();
    server.close();
  }

  private static void send(Socket from, int value) throws IOException {
    from.getOutputStream().write(value);
    from.getOutputStream().flush();
  }

  private static void assertArrives(Socket at, int value) throws IOException {
    at.setSoTimeout(0);
    assertThat(at.getInputStream().read()).isEqualTo(value);
  }

  private static void assertNothingArrives(Socket at) throws IOException {
    at.setSoTimeout(SHORT_MILLIS);
    assertThatThrownBy(() -> at.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void it_carries_bytes_both_ways() throws IOException {
    send(client, 1);
    assertArrives(accepted, 1);
    send(accepted, 2);
    assertArrives(client, 2);
  }

  @Test
  void a_cut_in_one_direction_leaves_the_other_and_loses_nothing() throws IOException {
    link.set(Flow.STALLED, Flow.OPEN);
    send(client, 1);
    assertNothingArrives(accepted);
    send(accepted, 2);
    assertArrives(client, 2);

    link.set(Flow.OPEN, Flow.OPEN);
    assertArrives(accepted, 1);
  }

  @Test
  void what_comes_late_comes() throws IOException {
    link.set(Flow.slow(SHORT_MILLIS, 0), Flow.OPEN);
    long began = System.nanoTime();
    send(client, 7);
    assertArrives(accepted, 7);
    assertThat((System.nanoTime() - began) / 1_000_000).isGreaterThanOrEqualTo(SHORT_MILLIS - 20);
  }

  @Test
  void a_reset_breaks_the_connection_and_the_next_one_works() throws IOException {
    send(client, 1);
    assertArrives(accepted, 1);
    link.reset();
    assertThatThrownBy(
            () -> {
              if (client.getInputStream().read() < 0) {
                throw new IOException("closed");
              }
            })
        .isInstanceOf(IOException.class);

    try (Socket next = new Socket(InetAddress.getLoopbackAddress(), link.port());
        Socket other = server.accept()) {
      send(next, 3);
      assertArrives(other, 3);
    }
  }

  @Test
  void an_end_passes_after_the_last_byte() throws IOException {
    send(client, 5);
    client.close();
    assertArrives(accepted, 5);
    assertArrives(accepted, -1);
  }
}
