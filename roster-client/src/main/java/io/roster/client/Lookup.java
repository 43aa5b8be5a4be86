/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where the coordinators are: as listed, or, when one name alone is given, at all addresses for
 * which it stands.
 */
final class Lookup {

  /** Finds the addresses of a name. */
  @FunctionalInterface
  interface Names {

    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  private final List<Endpoint> given;
  private final Names names;

  Lookup(List<Endpoint> given, Names names) {
    if (given.isEmpty()) {
      throw new IllegalArgumentException("Name at least one endpoint, as HOST:PORT");
    }
    this.given = List.copyOf(given);
    this.names = names;
  }

  /** Whether it is as listed, for good. */
  boolean isFixed() {
    return given.size() > 1 || isAddress(given.get(0).host());
  }

  /** The name that stands for all, if it is one. */
  Optional<Endpoint> name() {
    return isFixed() ? Optional.empty() : Optional.of(given.get(0));
  }

  /** A name that is not known now stays as it is: it may be known with the first call. */
  List<Endpoint> endpoints() {
    if (isFixed()) {
      return given;
    }
    Endpoint name = given.get(0);
    try {
      List<Endpoint> all =
          Arrays.stream(names.addresses(name.host()))
              .map(address -> new Endpoint(address.getHostAddress(), name.port()))
              .distinct()
              .toList();
      return all.size() > 1 ? all : given;
    } catch (UnknownHostException notNow) {
      return given;
    }
  }

  private static boolean isAddress(String host) {
    return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
  }
}
