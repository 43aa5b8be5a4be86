/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

import io.roster.chaos.check.Promises;
import io.roster.chaos.check.Violation;
import io.roster.chaos.client.Session.Intent;
import io.roster.chaos.history.Clock;
import io.roster.chaos.history.History;
import io.roster.chaos.store.Store;
import io.roster.wire.globalstore.v1.ArtifactCatalogServiceGrpc;
import io.roster.wire.globalstore.v1.UpsertArtifactMetadataRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Clients that do nothing but write, one thing after another. Each knows all coordinators; for each
 * coordinator there are two that prefer it: one makes changes that the client library may make
 * again, one makes changes that it may not.
 */
public final class Writers implements AutoCloseable {

  /**
   * Long enough for a small machine to have something left: where nothing is, a gap tells who waits
   * for a processor and not how long the coordinators are away.
   */
  private static final long PAUSE_MILLIS = 25;

  private static final int WRITERS_EACH = 2;

  /** Of a call that says nothing about it. */
  private static final Duration LIBRARYS_DEADLINE = Duration.ofSeconds(30);

  private final String seed;
  private final List<String> coordinators;
  private final List<Integer> ports;
  private final Random random;
  private final History history = new History();
  private final Watermark watermark = new Watermark();
  private final Set<String> published = ConcurrentHashMap.newKeySet();
  private final List<Probe> probes = new ArrayList<>();
  private final Shift shift = new Shift();

  /**
   * @param coordinators their names, in the order of their ports
   */
  public Writers(long seed, List<String> coordinators, List<Integer> ports) {
    this.seed = seed + "-" + Long.toString(Clock.micros() & 0xfffffff, 36);
    this.coordinators = List.copyOf(coordinators);
    this.ports = List.copyOf(ports);
    this.random = new Random(seed * 31 + 11);
  }

  public void begin() {
    try (Way way = Way.to(ports, 0)) {
      Artifacts.publish(way);
    }
    for (int number = 0; number < ports.size(); number++) {
      probes.add(publisher(number));
      probes.add(swapper(number));
    }
    probes.forEach(probe -> shift.start(probe, () -> PAUSE_MILLIS));
  }

  private Probe publisher(int number) {
    Way way = Way.to(ports, number);
    Session session = session("publisher-" + number, way);
    Subject unchecked = new Subject("measure-" + seed + "-publications" + number);
    return new Probe(
        session, way, () -> publish(session, unchecked, Long.toString(Clock.micros(), 36)));
  }

  private Optional<?> publish(Session session, Subject subject, String content) {
    UpsertArtifactMetadataRequest request =
        Artifacts.publication(seed + " " + session.client() + " " + content);
    String artifact = request.getDescriptor().getArtifactId();
    Optional<?> answer =
        session.call(
            Intent.change("publication/" + artifact, "publish", Map.of(), subject),
            ArtifactCatalogServiceGrpc.getUpsertArtifactMetadataMethod(),
            request,
            told -> Map.of("artifact", artifact));
    answer.ifPresent(told -> published.add(artifact));
    return answer;
  }

  private Probe swapper(int number) {
    Way way = Way.to(ports, number);
    Session session = session("swapper-" + number, way);
    Subject key = new Subject("measure-" + seed + "-key" + number);
    List<String> artifacts = Artifacts.all();
    Random choices = new Random(random.nextLong());
    return new Probe(
        session,
        way,
        () -> KeyActor.swap(session, key, artifacts.get(choices.nextInt(artifacts.size())), ""));
  }

  private Session session(String name, Way way) {
    return new Session(name, way, history, watermark, LIBRARYS_DEADLINE);
  }

  /** What each of them was answered. */
  public List<Answers> answers() {
    return probes.stream().map(Probe::answers).toList();
  }

  /** Whether each writes to the coordinator that it prefers. */
  public boolean areHome() {
    return IntStream.range(0, probes.size())
        .allMatch(
            number -> {
              String home = coordinators.get(number / WRITERS_EACH);
              return probes.get(number).answers().lastCoordinator().equals(home);
            });
  }

  /** Whether each was acknowledged a write after that moment. */
  public boolean haveWrittenSince(long moment) {
    return answers().stream().allMatch(each -> each.firstAfter(moment).isPresent());
  }

  /** How many calls ended in this stretch without an acknowledgement. */
  public long failures(long from, long until) {
    return answers().stream().mapToLong(each -> each.failures(from, until)).sum();
  }

  /** Returns when nobody writes any more. */
  public void end() {
    shift.end();
    probes.forEach(Probe::close);
  }

  /** How many writes were acknowledged. */
  public long acknowledged() {
    return answers().stream().mapToLong(Answers::count).sum();
  }

  /** Acknowledged writes that are not there, after {@link #end}. */
  public List<Violation> lost(Store store) {
    new LastLook(ports, history, watermark).at(store);
    List<Violation> lost = new ArrayList<>(Promises.broken(history));
    Set<String> known = store.known(published);
    published.stream()
        .filter(artifact -> !known.contains(artifact))
        .map(artifact -> new Violation("no acknowledged change is lost", artifact + " is gone"))
        .forEach(lost::add);
    return lost;
  }

  @Override
  public void close() {
    shift.announceEnd();
    probes.forEach(Probe::close);
  }
}
