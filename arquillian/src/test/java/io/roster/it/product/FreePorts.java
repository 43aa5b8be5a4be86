/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Ports that nobody uses now. */
public final class FreePorts {

  /** A domain of Payara Server takes its ports from a range of this length. */
  private static final int DOMAIN_RANGE = 100;

  private FreePorts() {}

  public static int one() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }

  /**
   * Below the range from which the system gives ports to clients, so that none is taken meanwhile.
   */
  static int domainBase() {
    return ThreadLocalRandom.current()
        .ints(100, 320)
        .map(hundreds -> hundreds * DOMAIN_RANGE)
        .limit(200)
        .filter(base -> IntStream.range(base, base + DOMAIN_RANGE).allMatch(FreePorts::isFree))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no free range of ports"));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
