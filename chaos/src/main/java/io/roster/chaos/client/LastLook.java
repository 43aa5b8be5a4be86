/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

import io.roster.chaos.history.Clock;
import io.roster.chaos.history.History;
import io.roster.chaos.history.Operation;
import io.roster.chaos.history.Outcome;
import io.roster.chaos.store.KeyRow;
import io.roster.chaos.store.Store;
import java.util.List;
import java.util.Map;

/** Reads everything once more when all is over: through each coordinator, and in the store. */
record LastLook(List<Integer> ports, History history, Watermark watermark) {

  void at(Store store) {
    List<String> subjects = List.copyOf(history.bySubject().keySet());
    for (int number = 0; number < ports.size(); number++) {
      Way way = Way.to(List.of(ports.get(number)), 0);
      try (Session session = new Session("last-look-" + number, way, history, watermark)) {
        subjects.forEach(subject -> read(session, subject));
      }
    }
    subjects.forEach(subject -> readStored(store, subject));
  }

  private static void read(Session session, String subject) {
    String name = subject.substring(subject.indexOf('/') + 1);
    if (subject.startsWith("key/")) {
      var unused = KeyActor.read(session, name);
    } else if (subject.startsWith("replica/")) {
      var unused = ReplicaActor.read(session, name);
    }
  }

  private void readStored(Store store, String subject) {
    String name = subject.substring(subject.indexOf('/') + 1);
    long invoked = Clock.micros();
    if (subject.startsWith("key/")) {
      KeyRow row = store.key(name).orElse(new KeyRow("", 0));
      stored(
          subject,
          invoked,
          Map.of("artifact", row.artifact(), "generation", Long.toString(row.generation())));
    } else if (subject.startsWith("replica/")) {
      stored(subject, invoked, Map.of("replica", store.replicaOf(name)));
    }
  }

  private void stored(String subject, long invoked, Map<String, String> found) {
    history.add(
        new Operation(
            subject, "store", "read", Map.of(), invoked, Clock.micros(), Outcome.OK, found));
  }
}
