/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.Optional;

/** This machine's own addresses and name. */
final class LocalAddress {

  private LocalAddress() {}

  /** An address of this machine that another one may reach, IPv4 before IPv6. */
  static Optional<String> routable() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(LocalAddress::isUp)
          .flatMap(NetworkInterface::inetAddresses)
          .filter(each -> !each.isLoopbackAddress() && !each.isLinkLocalAddress())
          .min(Comparator.comparing(each -> each instanceof Inet4Address ? 0 : 1))
          .map(InetAddress::getHostAddress)
          .map(text -> text.replaceAll("%.*", ""));
    } catch (SocketException noInterfaces) {
      return Optional.empty();
    }
  }

  private static boolean isUp(NetworkInterface each) {
    try {
      return each.isUp() && !each.isLoopback();
    } catch (SocketException gone) {
      return false;
    }
  }

  /** The host's name. */
  static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }

  /** An address to connect to, for one that a server is bound to. */
  static String toConnect(InetAddress bound) {
    return bound.isAnyLocalAddress() ? "127.0.0.1" : bound.getHostAddress();
  }

  /** An address to show, for one that a server is bound to. */
  static String toShow(InetAddress bound) {
    return bound.isAnyLocalAddress() ? routable().orElse("127.0.0.1") : bound.getHostAddress();
  }

  /** Host and port as they stand in an address. */
  static String endpoint(String host, int port) {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
