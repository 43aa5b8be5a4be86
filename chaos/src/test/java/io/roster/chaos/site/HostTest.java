/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostTest {

  private static final int NOBODY_LISTENS = 9;

  @TempDir private Path folder;

  @Test
  void what_is_lost_on_the_way_to_or_from_a_host_is_lost_without_a_word() {
    Optional<Host> made = Host.own(1, Optional.empty());
    assumeTrue(made.isPresent(), "only root can make a network namespace");
    try (Host host = made.get()) {
      assertRefused(host);
      host.lose(true, false);
      assertSilent(host);
      host.lose(false, true);
      assertSilent(host);
      host.lose(false, false);
      assertRefused(host);
    }
  }

  private static void assertRefused(Host host) {
    assertThatThrownBy(() -> connect(host, 10_000)).isInstanceOf(ConnectException.class);
  }

  private static void assertSilent(Host host) {
    assertThatThrownBy(() -> connect(host, 300)).isInstanceOf(SocketTimeoutException.class);
  }

  private static void connect(Host host, int millis) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host.address(), NOBODY_LISTENS), millis);
    }
  }

  @Test
  void a_process_goes_by_the_clock_of_its_host() throws Exception {
    Optional<Path> library = SteppedClock.library(folder);
    assumeTrue(library.isPresent(), "there is no C compiler");
    Host host =
        Host.shared(Optional.of(SteppedClock.at(library.get(), folder.resolve("deep/ahead"))));
    assertThat(secondsAhead(host)).isBetween(-60L, 60L);
    host.stepClock(Duration.ofHours(1));
    assertThat(secondsAhead(host)).isBetween(3_540L, 3_660L);
    host.stepClock(Duration.ofHours(-1));
    assertThat(secondsAhead(host)).isBetween(-3_660L, -3_540L);
  }

  private static long secondsAhead(Host host) throws IOException {
    List<String> command = new ArrayList<>(host.enter());
    command.addAll(List.of("date", "+%s"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(host.environment());
    String told =
        new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return Long.parseLong(told) - System.currentTimeMillis() / 1_000;
  }
}
