/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.site;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Where a coordinator runs: among all others, or in a network namespace, which is as good as a host
 * of its own; with a clock that can be set, or with the machine's. What is lost on the way to or
 * from such a host is lost without a word, be it of a connection that is or of one that somebody
 * tries to open. Only root can make one.
 */
final class Host implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final String OURS = "02:00:00:00:00:01";
  private static final String THEIRS = "02:00:00:00:00:02";

  /** Of no interface: what is sent there is taken by nobody. */
  private static final String NOWHERE = "02:00:00:00:00:ee";

  /**
   * What the addresses of this process begin with; no other one had any of the same when it began.
   */
  private static final String NET = unusedNet(ProcessHandle.current().pid());

  private final Optional<String> namespace;
  private final String device;
  private final String gateway;
  private final String address;
  private final Optional<SteppedClock> clock;
  private boolean closed;

  private Host(
      Optional<String> namespace,
      String device,
      String gateway,
      String address,
      Optional<SteppedClock> clock) {
    this.namespace = namespace;
    this.device = device;
    this.gateway = gateway;
    this.address = address;
    this.clock = clock;
  }

  /** No host of its own. */
  static Host shared(Optional<SteppedClock> clock) {
    return new Host(Optional.empty(), "", LOOPBACK, LOOPBACK, clock);
  }

  /**
   * Makes one; empty where the system does not allow it.
   *
   * @param number tells it from others of this process
   */
  static Optional<Host> own(int number, Optional<SteppedClock> clock) {
    long process = ProcessHandle.current().pid() % 100_000;
    String name = "chaos-" + process + "-" + number;
    String device = "ch" + process + "n" + number;
    String gateway = NET + (4 * number + 1);
    String address = NET + (4 * number + 2);
    Host host = new Host(Optional.of(name), device, gateway, address, clock);
    String inside = "ip -n " + name + " ";
    List<String> steps =
        List.of(
            "ip netns add " + name,
            "ip link add "
                + device
                + " address "
                + OURS
                + " type veth peer name up0 address "
                + (THEIRS + " netns " + name),
            "ip addr add " + gateway + "/30 dev " + device,
            "ip link set " + device + " up",
            inside + "addr add " + address + "/30 dev up0",
            inside + "link set lo up",
            inside + "link set up0 up");
    if (steps.stream().allMatch(step -> Commands.succeeds(step.split(" ")))) {
      host.lose(false, false);
      return Optional.of(host);
    }
    host.close();
    return Optional.empty();
  }

  /** Of the addresses that are set aside for measurements between hosts of one's own. */
  private static String unusedNet(long start) {
    Set<String> used = new HashSet<>();
    try {
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .forEach(address -> used.add(address.getHostAddress()));
    } catch (SocketException unknown) {
      throw new SiteBroken("cannot tell which addresses are used: " + unknown.getMessage());
    }
    return LongStream.range(start, start + 256)
        .mapToObj(number -> "198.18." + number % 256 + ".")
        .filter(net -> used.stream().noneMatch(address -> address.startsWith(net)))
        .findFirst()
        .orElseThrow(
            () -> new SiteBroken("all addresses from 198.18.0.0 to 198.18.255.255 are used"));
  }

  boolean isOwn() {
    return namespace.isPresent();
  }

  /** What a command that runs there begins with. */
  List<String> enter() {
    return namespace.map(name -> List.of("ip", "netns", "exec", name)).orElse(List.of());
  }

  /** Where it is reached. */
  String address() {
    return address;
  }

  /** Where it reaches us. */
  String gateway() {
    return gateway;
  }

  /** What else a command that runs there needs in its environment. */
  Map<String, String> environment() {
    return clock.map(SteppedClock::environment).orElse(Map.of());
  }

  /** Its clock is so far ahead from now on; does nothing where clocks cannot be set. */
  void stepClock(Duration ahead) {
    clock.ifPresent(stepped -> stepped.set(ahead));
  }

  /** What is sent to it is lost, or what it sends, or both, or nothing any more. */
  void lose(boolean sentToIt, boolean sentByIt) {
    if (closed) {
      return;
    }
    namespace.ifPresent(
        name -> {
          direct("ip neigh replace ", address, sentToIt ? NOWHERE : THEIRS, device);
          direct("ip -n " + name + " neigh replace ", gateway, sentByIt ? NOWHERE : OURS, "up0");
        });
  }

  private static void direct(String command, String to, String card, String device) {
    String step = command + to + " lladdr " + card + " dev " + device + " nud permanent";
    if (!Commands.succeeds(step.split(" "))) {
      throw new SiteBroken("cannot change the way to " + to);
    }
  }

  @Override
  public void close() {
    closed = true;
    namespace.ifPresent(
        name -> {
          // Both ends of the cable at once: with the namespace they would go some time later.
          Commands.succeeds("ip", "link", "del", device);
          Commands.succeeds("ip", "netns", "del", name);
        });
  }
}
