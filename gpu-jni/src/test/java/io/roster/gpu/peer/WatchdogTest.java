/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WatchdogTest {

  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final AtomicLong now = new AtomicLong(-5);

  @Test
  void a_step_is_cut_when_its_time_is_over_and_not_before() throws Exception {
    try (Watchdog watchdog = started(new Watchdog(now::get, Duration.ofMillis(4)));
        ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        PeerConnection connection = PeerConnection.unconnected(watchdog)) {
      connection.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), silent.getLocalPort()), LIMIT);
      CompletableFuture<ByteBuffer> reading =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return connection.read(1, LIMIT);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      assertThatThrownBy(() -> reading.get(100, TimeUnit.MILLISECONDS))
          .isInstanceOf(java.util.concurrent.TimeoutException.class);
      now.addAndGet(LIMIT.toNanos());
      assertThatThrownBy(() -> reading.get(10, TimeUnit.SECONDS))
          .hasRootCauseInstanceOf(IOException.class);
      assertThat(connection.whyCut()).isEqualTo(PeerConnection.Cut.STALLED);
    }
  }

  private static Watchdog started(Watchdog watchdog) {
    Thread thread = new Thread(watchdog::run, "watch");
    thread.setDaemon(true);
    thread.start();
    return watchdog;
  }
}
