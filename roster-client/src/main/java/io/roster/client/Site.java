/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** What all calls and watches of a client share: its coordinators, and whose turn it is. */
final class Site implements AutoCloseable {

  private final Limits limits;
  private final Timers timers;
  private final Lookup lookup;
  private final Connector connector;
  private final ClientListener listener;
  private final Pulse pulse;
  private final Backoff backoff;
  private final AtomicBoolean lookingHome = new AtomicBoolean();
  private volatile List<Endpoint> endpoints;
  private volatile Rotation<Coordinator> rotation;
  private volatile boolean closed;

  Site(Lookup lookup, Connector connector, Limits limits, Timers timers, ClientListener listener) {
    this.lookup = lookup;
    this.connector = connector;
    this.limits = limits;
    this.timers = timers;
    this.listener = listener;
    this.pulse = new Pulse(timers, limits.probe());
    this.backoff = new Backoff(limits.firstBackoff(), limits.longestBackoff(), limits.random());
    this.endpoints = lookup.endpoints();
    this.rotation = rotationOf(endpoints);
  }

  Limits limits() {
    return limits;
  }

  Timers timers() {
    return timers;
  }

  boolean isClosed() {
    return closed;
  }

  Rotation<Coordinator> rotation() {
    return rotation;
  }

  /** The wait when all have failed, so many times in a row. */
  Duration pause(int rounds) {
    return backoff.after(rounds);
  }

  /** A coordinator is of no use now: the turn goes to the next. */
  void failed(Coordinator failed, Status why) {
    Rotation<Coordinator> all = rotation;
    boolean hadTheTurn = all.current() == failed;
    all.moveOn(failed);
    if (hadTheTurn) {
      listener.movedOn(failed.endpoint(), why);
    }
    lookHomeLater();
  }

  /** The sentence about an endpoint that does not know our token. */
  String foreign(Endpoint endpoint) {
    String sentence = Sentences.foreign(endpoint, connector.token().isPresent());
    listener.foreign(endpoint, sentence);
    return sentence;
  }

  /** All have failed: a name may stand for other addresses by now. */
  void allFailed() {
    if (lookup.isFixed()) {
      return;
    }
    timers.after(Duration.ZERO, this::lookUpAgain);
  }

  private void lookUpAgain() {
    List<Endpoint> found = lookup.endpoints();
    Rotation<Coordinator> before;
    synchronized (this) {
      if (closed || found.equals(endpoints)) {
        return;
      }
      endpoints = found;
      before = rotation;
      rotation = rotationOf(found);
    }
    before.close();
  }

  private Rotation<Coordinator> rotationOf(List<Endpoint> all) {
    Optional<Endpoint> name = lookup.name();
    Connector by = name.map(connector::named).orElse(connector);
    return new Rotation<>(
        all.stream().map(endpoint -> (Supplier<Coordinator>) () -> connect(by, endpoint)).toList());
  }

  private Coordinator connect(Connector by, Endpoint endpoint) {
    Connection connection = by.connect(endpoint);
    Vigil vigil =
        new Vigil(
            connection,
            timers,
            pulse,
            limits.patience(),
            silent -> silent(silent, Sentences.silent(endpoint)));
    return new Coordinator(connection, vigil);
  }

  private void silent(Connection connection, Status why) {
    Coordinator current = rotation.current();
    if (current.connection() == connection) {
      failed(current, why);
    }
  }

  private void lookHomeLater() {
    if (!closed && !rotation.atHome() && lookingHome.compareAndSet(false, true)) {
      timers.after(limits.nextLookHome(), this::lookHome);
    }
  }

  private void lookHome() {
    Rotation<Coordinator> all = rotation;
    if (closed || all.atHome()) {
      lookingHome.set(false);
      // Whoever left it just now found that somebody looked already.
      lookHomeLater();
      return;
    }
    Coordinator home = all.home();
    pulse.ask(
        home.connection(),
        health -> {
          if (health == Pulse.Health.SERVING) {
            home.greeted(status -> looked(all, home, status.isOk()));
          } else {
            home.reconnect();
            looked(all, home, false);
          }
        });
  }

  private void looked(Rotation<Coordinator> all, Coordinator home, boolean serves) {
    lookingHome.set(false);
    if (serves) {
      all.comeHome();
      listener.cameHome(home.endpoint());
    } else {
      lookHomeLater();
    }
  }

  @Override
  public void close() {
    Rotation<Coordinator> last;
    synchronized (this) {
      closed = true;
      last = rotation;
    }
    timers.close();
    last.close();
  }
}
