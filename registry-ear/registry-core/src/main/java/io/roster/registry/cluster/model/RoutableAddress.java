/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.model;

import io.roster.registry.platform.InvalidRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** An address at which other hosts could reach a worker. */
public final class RoutableAddress {

  private static final Set<String> NAMES_OF_NO_HOST =
      Set.of("localhost", "ip6-localhost", "*", "0.0.0.0", "::", "[::]");

  /**
   * Only texts of these shapes are IP addresses; anything else is a host name and is never looked
   * up here.
   */
  private static final Pattern IPV4 = Pattern.compile("[0-9.]+");

  private RoutableAddress() {}

  /**
   * Checks an address; a host name that is no IP address is accepted.
   *
   * @throws InvalidRequest when it is empty, loopback or unspecified
   */
  public static void require(String field, String address) {
    String trimmed = address.strip();
    if (trimmed.isEmpty()) {
      throw new InvalidRequest(field, "is required");
    }
    if (NAMES_OF_NO_HOST.contains(trimmed.toLowerCase(Locale.ROOT)) || isLocalLiteral(trimmed)) {
      throw new InvalidRequest(
          field,
          "must be routable, not "
              + trimmed
              + ": give the address at which other hosts reach the worker");
    }
  }

  private static boolean isLocalLiteral(String address) {
    boolean literal = IPV4.matcher(address).matches() || address.contains(":");
    if (!literal) {
      return false;
    }
    try {
      InetAddress ip = InetAddress.getByName(address);
      return ip.isLoopbackAddress() || ip.isAnyLocalAddress();
    } catch (UnknownHostException notAnAddress) {
      return false;
    }
  }
}
