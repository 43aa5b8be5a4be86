/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import io.roster.launcher.data.DataDirectory;
import io.roster.launcher.postgres.DatabaseAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The coordinators of one data directory over one database: checked, started, watched. */
final class Coordinators {

  private final Path folder;
  private final List<Coordinator> all;
  private final RegistryDatabase database;
  private final Lifetime lifetime;
  private final Terminal terminal;

  /** Checks what needs nothing but the settings themselves, which differ in names and ports. */
  Coordinators(List<CoordinatorRequest> requests, Lifetime lifetime, Terminal terminal) {
    this.folder = requests.get(0).data();
    this.all = requests.stream().map(each -> new Coordinator(each, terminal)).toList();
    this.database = new RegistryDatabase(first().settings(), lifetime, terminal);
    this.lifetime = lifetime;
    this.terminal = terminal;
  }

  private Coordinator first() {
    return all.get(0);
  }

  /** Checks the rest, then starts everything; what was started is stopped by the lifetime. */
  void start() {
    first().check();
    database.check();
    boolean fresh = !Files.exists(folder);
    if (fresh) {
      // Before anything is made, for nothing that an earlier start left can hold the ports.
      first().choosePorts();
    }
    DataDirectory data = lifetime.keep(DataDirectory.open(folder));
    terminal.say("Data directory  " + data.folder());
    if (!fresh) {
      all.forEach(each -> each.endLeftover(data));
      first().choosePorts();
    }
    DatabaseAccess access = database.open(data);
    lifetime.keep(first()).start(data, access);
    terminal.say(first().place().sentence());
    startOthers(data, access);
  }

  /** One after the other: together they would only keep each other from the processors. */
  private void startOthers(DataDirectory data, DatabaseAccess access) {
    for (Coordinator other : all.subList(1, all.size())) {
      other.choosePorts();
      lifetime.keep(other).start(data, access);
    }
  }

  /** Where daemons on this machine reach them. */
  List<String> grpcEndpoints() {
    return all.stream().map(Coordinator::grpcEndpoint).toList();
  }

  /** Where they are found now. */
  List<CoordinatorPlace> places() {
    return all.stream().map(Coordinator::place).toList();
  }

  /** Stays until the first ends, which it does not do by itself; keeps the database alive. */
  void watch() throws InterruptedException {
    while (!first().ended()) {
      database.keepAlive();
    }
    if (!lifetime.isClosing()) {
      throw new CannotStart(
          "The server ended by itself (" + first().awaitEnd() + "); its log tells more.");
    }
  }

  /** Stays until all are stopped; starts each again that ends before, and the database. */
  void supervise() throws InterruptedException {
    String meanwhile = all.size() == 1 ? "" : "the others go on";
    all.forEach(each -> Supervisor.over(each, meanwhile, lifetime, terminal));
    while (!lifetime.isClosing()) {
      database.keepAlive();
      TimeUnit.SECONDS.sleep(1);
    }
  }
}
