/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.preflight;

import io.roster.launcher.CannotStart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Addresses and ports of this machine. */
public final class Ports {

  private Ports() {}

  /** The address that a host's name or number stands for. */
  public static InetAddress resolve(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new CannotStart(
          "There is no host " + host + ": correct --host, or use 127.0.0.1 or 0.0.0.0.", e);
    }
  }

  /** Refuses an address that is not this machine's. */
  public static void requireLocal(String host) {
    try {
      bind(host, 0).close();
    } catch (IOException e) {
      throw new CannotStart(
          host + " is not an address of this machine: correct --host, or use 127.0.0.1 or 0.0.0.0.",
          e);
    }
  }

  /**
   * Refuses a port that something else listens on.
   *
   * @param option the option that changes it
   */
  public static void requireFree(String host, int port, String option) {
    try {
      bind(host, port).close();
    } catch (IOException e) {
      boolean privileged = port < 1024 && String.valueOf(e.getMessage()).contains("ermission");
      throw new CannotStart(
          privileged
              ? "Port " + port + " is open to root only: choose one above 1023 with " + option + "."
              : "Port "
                  + port
                  + " on "
                  + host
                  + " is in use by another program: stop that one, or choose another port with "
                  + option
                  + ".",
          e);
    }
  }

  /** This port, or any free one if something else listens on it. */
  public static int orFree(String host, int port) {
    try {
      bind(host, port).close();
      return port;
    } catch (IOException taken) {
      return free(host);
    }
  }

  /** A port that nothing listens on at the moment. */
  public static int free(String host) {
    try (ServerSocket socket = bind(host, 0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new CannotStart("No port is free on " + host + ": " + e.getMessage() + ".", e);
    }
  }

  private static ServerSocket bind(String host, int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      // As the servers do: connections of a predecessor that are still fading away do not count.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(resolve(host), port));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
