/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import io.roster.settings.NodeSettings;
import io.roster.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where other nodes reach this one: as configured, else the local address that leads to the
 * registry, else an address of this host, else its name. Never a loopback address, which every host
 * has and the registry refuses.
 *
 * @param host the address or name
 */
record AdvertisedAddress(String host) {

  /**
   * Finds it.
   *
   * @throws IllegalStateException with a sentence, if this host has no such address
   */
  static AdvertisedAddress find(Settings settings) {
    return settings
        .find(NodeSettings.ADVERTISE_HOST)
        .or(() -> leadingTo(settings.get(NodeSettings.REGISTRY)))
        .or(AdvertisedAddress::ofAnInterface)
        .or(AdvertisedAddress::hostName)
        .map(AdvertisedAddress::new)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "This host has no address that other nodes could reach; set "
                        + NodeSettings.ADVERTISE_HOST.key()));
  }

  /** The addresses to listen on: the advertised one if this host has it, else all. */
  InetAddress bindAddress() {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (NetworkInterface.getByInetAddress(address) != null) {
        return address;
      }
    } catch (UnknownHostException | SocketException notOurs) {
      // A name that only others resolve, or the address of a gateway: listen wherever it leads.
      return anyAddress();
    }
    return anyAddress();
  }

  private static InetAddress anyAddress() {
    return new InetSocketAddress(0).getAddress();
  }

  private static Optional<String> leadingTo(List<InetSocketAddress> registry) {
    return registry.stream().flatMap(endpoint -> leadingTo(endpoint).stream()).findFirst();
  }

  /** Asks the routing table: connecting a datagram socket sends nothing, but chooses an address. */
  private static Optional<String> leadingTo(InetSocketAddress endpoint) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(endpoint.getHostString(), endpoint.getPort()));
      return Optional.of(socket.getLocalAddress())
          .filter(AdvertisedAddress::isRoutable)
          .map(InetAddress::getHostAddress);
    } catch (IOException | UncheckedIOException | IllegalArgumentException noRoute) {
      return Optional.empty();
    }
  }

  private static Optional<String> ofAnInterface() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(AdvertisedAddress::isUp)
          .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
          .flatMap(each -> Collections.list(each.getInetAddresses()).stream())
          .filter(AdvertisedAddress::isRoutable)
          .map(InetAddress::getHostAddress)
          .findFirst();
    } catch (SocketException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<String> hostName() {
    return localName().filter(name -> !name.equalsIgnoreCase("localhost"));
  }

  /** The name of this host. */
  static Optional<String> localName() {
    try {
      return Stream.of(InetAddress.getLocalHost().getHostName())
          .filter(name -> !name.isBlank())
          .findFirst();
    } catch (UnknownHostException unnamed) {
      return Optional.empty();
    }
  }

  private static boolean isUp(NetworkInterface each) {
    try {
      return each.isUp() && !each.isLoopback();
    } catch (SocketException unreadable) {
      return false;
    }
  }

  private static boolean isRoutable(InetAddress address) {
    return address instanceof Inet4Address
        && !address.isLoopbackAddress()
        && !address.isAnyLocalAddress()
        && !address.isLinkLocalAddress();
  }
}
