/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

import io.roster.chaos.history.Clock;
import io.roster.chaos.history.History;
import io.roster.chaos.store.Store;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.RegisterReplicaRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** All clients and daemons of one seed. */
public final class Crowd implements AutoCloseable {

  private static final int DAEMONS = 30;
  private static final int DEATHS = 6;
  private static final int SOURCE_SLOTS = 2;
  private static final int NUMBERS_PER_SEED = 256;
  private static final int SHORTEST_PAUSE = 10;
  private static final int LONGEST_PAUSE = 60;
  private static final long PROBE_PAUSE = 8;
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final String seed;
  private final int base;
  private final Random random;
  private final List<Integer> ports;
  private final History history = new History();
  private final Watermark watermark = new Watermark();
  private final Way own;
  private final Operator operator;
  private final Fleet fleet;
  private final List<Member> mortal = new ArrayList<>();
  private final List<Watcher> watchers = new ArrayList<>();
  private final List<Probe> probes = new ArrayList<>();
  private final List<Actor> actors = new ArrayList<>();
  private final Shift shift = new Shift();

  /**
   * @param ports of the coordinators
   */
  public Crowd(long seed, List<Integer> ports, Duration heartbeatInterval) {
    // Another name on each run, so that a seed can be repeated on the same site.
    this.seed = seed + "-" + Long.toString(Clock.micros() & 0xfffffff, 36);
    this.base = (int) (Clock.micros() >> 10 & 0x7fff) * NUMBERS_PER_SEED;
    this.random = new Random(seed * 31 + 7);
    this.ports = List.copyOf(ports);
    this.own = Way.to(ports, 0);
    this.operator = new Operator(ports);
    List<Way> ways =
        IntStream.range(0, ports.size()).mapToObj(number -> Way.to(ports, number)).toList();
    this.fleet = new Fleet(history, ways, heartbeatInterval);
  }

  /** Everything that has to be there before the first fault. */
  public void settle(long revision) {
    Artifacts.publish(own);
    for (int number = 0; number < ports.size(); number++) {
      watchers.add(
          new Watcher(
              "watcher-of-" + (number + 1), Way.to(List.of(ports.get(number)), 0), revision));
    }
    watchers.add(new Watcher("watcher-of-all", Way.to(ports, 1), revision));
    for (int number = 0; number < DAEMONS; number++) {
      Member member = register("daemon", number);
      fleet.join(member);
      mortal.add(member);
    }
    Member holder = register("holder", DAEMONS);
    fleet.join(holder);
    employ(holder);
  }

  private Member register(String role, int number) {
    Daemon daemon = new Daemon("chaos-" + seed + "-" + role + "-" + number, base + number);
    String worker =
        own.call(
                ClusterRuntimeServiceGrpc.getRegisterWorkerMethod(),
                daemon.registration(),
                DEADLINE,
                0)
            .getWorkerId();
    return new Member(daemon, worker);
  }

  /** What the transports of this seed fetch. */
  public String source() {
    return "cgid:chaos-" + seed + "-source";
  }

  private void employ(Member holder) {
    var unused =
        own.call(
            ClusterRuntimeServiceGrpc.getRegisterReplicaMethod(),
            RegisterReplicaRequest.newBuilder()
                .setArtifactId(source())
                .setMemInfo(holder.daemon().memory())
                .setMaxConcurrency(SOURCE_SLOTS)
                .setWorkerId(holder.worker())
                .build(),
            DEADLINE,
            0);
    List<Subject> keys = subjects("key", 2);
    List<Subject> artifacts = subjects("replica", 3);
    List<LeaseActor.Shard> shards =
        IntStream.range(0, 2)
            .mapToObj(number -> new LeaseActor.Shard(subject("lease" + number), base + number))
            .toList();
    WorkerActor.Shared record = new WorkerActor.Shared(subject("worker"), base);
    for (int number = 0; number < 3; number++) {
      actors.add(new KeyActor(session("key", number), keys, fork()));
      actors.add(
          new LeaseActor(
              session("lease", number), "holder-" + seed + "-" + number, shards, fork()));
      actors.add(
          new TransportActor(
              session("fetch", number), source(), holder, subject("slot" + number), fork()));
    }
    for (int number = 0; number < 2; number++) {
      actors.add(new ReplicaActor(session("replica", number), holder, artifacts, fork()));
      actors.add(new WorkerActor(session("worker", number), record, fleet, fork()));
    }
    for (int number = 0; number < ports.size(); number++) {
      probes.add(probe(number, Way.to(ports, number), subject("probe" + number), fork()));
    }
  }

  private Probe probe(int number, Way way, Subject key, Random choices) {
    Session session = new Session("probe-" + number, way, history, watermark);
    List<String> artifacts = Artifacts.all();
    return new Probe(
        session,
        way,
        () -> KeyActor.swap(session, key, artifacts.get(choices.nextInt(artifacts.size())), ""));
  }

  private Random fork() {
    return new Random(random.nextLong());
  }

  private Subject subject(String role) {
    return new Subject("chaos-" + seed + "-" + role);
  }

  private List<Subject> subjects(String role, int count) {
    return IntStream.range(0, count).mapToObj(number -> subject(role + number)).toList();
  }

  private Session session(String role, int number) {
    return new Session(role + "-" + number, Way.to(ports, number), history, watermark);
  }

  /** Everybody begins; the deaths come within the time given. */
  public void begin(long deathsWithinMillis) {
    for (Actor actor : actors) {
      Random pauses = fork();
      shift.start(actor, () -> SHORTEST_PAUSE + pauses.nextInt(LONGEST_PAUSE - SHORTEST_PAUSE));
    }
    probes.forEach(probe -> shift.start(probe, () -> PROBE_PAUSE));
    Random deaths = fork();
    for (int i = 0; i < DEATHS; i++) {
      Member dying = mortal.remove(deaths.nextInt(mortal.size()));
      long at = deaths.nextInt((int) deathsWithinMillis);
      shift.run("death-" + i, () -> dieAfter(dying, at));
    }
  }

  private void dieAfter(Member dying, long millis) {
    Shift.pause(millis);
    fleet.die(dying);
  }

  /** An operator asks for another leader. */
  public void handOver() {
    operator.handOver();
  }

  /** Clients end; daemons and watchers go on. */
  public void end() {
    shift.end();
    actors.forEach(Actor::close);
    probes.forEach(Actor::close);
  }

  /** Looks at everything once more: through each coordinator, and in the store. */
  public void readEverything(Store store) {
    new LastLook(ports, history, watermark).at(store);
  }

  public History history() {
    return history;
  }

  public List<Watcher> watchers() {
    return List.copyOf(watchers);
  }

  public List<Probe> probes() {
    return List.copyOf(probes);
  }

  @Override
  public void close() {
    shift.announceEnd();
    watchers.forEach(Watcher::close);
    fleet.close();
    own.close();
    operator.close();
    actors.forEach(Actor::close);
    probes.forEach(Actor::close);
  }
}
