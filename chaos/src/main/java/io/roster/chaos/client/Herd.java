/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

import io.grpc.StatusRuntimeException;
import io.roster.chaos.history.Clock;
import io.roster.chaos.history.History;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Many daemons that register and beat, some that die, and some that never beat at all. */
public final class Herd implements AutoCloseable {

  /** Above those of the crowds. */
  private static final AtomicInteger NUMBERS = new AtomicInteger(1 << 23);

  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final long BETWEEN_SILENT_MILLIS = 200;

  private final String name = Long.toString(Clock.micros() & 0xfffffff, 36);
  private final Random random;
  private final Way way;
  private final Fleet fleet;
  private final List<Member> living = new ArrayList<>();
  private final Set<String> dead = ConcurrentHashMap.newKeySet();
  private final Shift shift = new Shift();

  /**
   * @param ports of the coordinators
   */
  public Herd(long seed, List<Integer> ports, Duration heartbeatInterval) {
    this.random = new Random(seed * 31 + 13);
    this.way = Way.to(ports, 0);
    this.fleet =
        new Fleet(
            new History(),
            IntStream.range(0, ports.size()).mapToObj(number -> Way.to(ports, number)).toList(),
            heartbeatInterval);
  }

  /** So many more beat from now on. */
  public void join(int count) {
    for (int i = 0; i < count; i++) {
      Member member = register();
      fleet.keepAlive(member);
      living.add(member);
    }
  }

  private Member register() {
    int number = NUMBERS.getAndIncrement();
    Daemon daemon = new Daemon("herd-" + name + "-" + number, number);
    String worker =
        way.call(
                ClusterRuntimeServiceGrpc.getRegisterWorkerMethod(),
                daemon.registration(),
                DEADLINE,
                0)
            .getWorkerId();
    return new Member(daemon, worker);
  }

  /** So many, whichever they are, fall silent for ever. */
  public void die(int count) {
    Collections.shuffle(living, random);
    List<Member> dying = living.subList(0, count);
    dying.forEach(
        member -> {
          fleet.die(member);
          dead.add(member.worker());
        });
    dying.clear();
  }

  /** From now on one after another registers and is never heard again. */
  public void beginSilentArrivals() {
    shift.start(
        new Actor() {
          @Override
          public void step() {
            arriveSilently();
          }

          @Override
          public void close() {}
        },
        () -> BETWEEN_SILENT_MILLIS);
  }

  private void arriveSilently() {
    try {
      dead.add(register().worker());
    } catch (StatusRuntimeException away) {
      // The next one comes soon.
      return;
    }
  }

  public List<String> living() {
    return living.stream().map(Member::worker).toList();
  }

  public Set<String> dead() {
    return Set.copyOf(dead);
  }

  @Override
  public void close() {
    shift.end();
    fleet.close();
    way.close();
  }
}
