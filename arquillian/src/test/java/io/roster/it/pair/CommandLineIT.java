/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.pair;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.it.client.Artifact;
import io.roster.it.client.Fleet;
import io.roster.it.client.Fresh;
import io.roster.it.client.Replica;
import io.roster.it.client.Wire;
import io.roster.it.client.Worker;
import io.roster.it.product.Pair;
import io.roster.it.product.Registry;
import io.roster.it.product.RosterCommand;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.UpsertKeyMappingRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The fleet from the command line, of a site with two coordinators. */
class CommandLineIT {

  private static final Pair PAIR = Pair.shared();

  /** Nobody listens there. */
  private static final String DEAD = Registry.HOST + ":1";

  private static Wire wire;
  private static Fleet fleet;
  private static Worker worker;

  @BeforeAll
  static void a_worker_lives() {
    wire = Wire.to(PAIR.first().registry());
    fleet = new Fleet(wire);
    worker = fleet.join();
  }

  @AfterAll
  static void end() {
    fleet.close();
    wire.close();
  }

  @Test
  void a_list_of_coordinators_is_gone_through_until_one_answers() {
    String list = DEAD + "," + at(PAIR.second().registry());
    assertThat(done(RosterCommand.run("status", "--registry", list)))
        .contains("Coordinators  2", "Leader");
    RosterCommand.Result twice = RosterCommand.run("status", "--registry", DEAD + "," + DEAD);
    assertThat(twice.status()).isEqualTo(1);
    assertThat(twice.output()).contains(DEAD + " twice");
    RosterCommand.Result none = RosterCommand.run("workers", "--registry", DEAD);
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.output()).contains("does not answer");
  }

  @Test
  void each_list_shows_what_is_there() {
    Artifact artifact = Artifact.fresh().publish(wire);
    var reported = worker.report(wire, Replica.of(worker.daemon()).of(artifact.id()));
    assertThat(reported.getNewStateVersion()).isPositive();
    String key = Fresh.name("key");
    var mapped =
        wire.catalog()
            .upsertKeyMapping(
                UpsertKeyMappingRequest.newBuilder()
                    .setKey(key)
                    .setArtifactId(artifact.id())
                    .build());
    assertThat(mapped.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(roster("workers", "--text", worker.id(), "-o", "wide"))
        .contains(worker.id(), worker.daemon().id());
    assertThat(roster("worker", worker.id())).contains(worker.id(), "Heartbeats");
    assertThat(roster("replicas", key)).contains(artifact.id(), "exportable");
    assertThat(roster("artifacts", "--prefix", artifact.id())).contains(artifact.id());
    assertThat(roster("keys", "--prefix", key, "-o", "json"))
        .contains("\"artifact_id\": \"" + artifact.id() + "\"");
    String replica = replicaId(roster("replicas", key, "-o", "json"));
    assertThat(roster("evict", replica, "--reason", "room", "--dry-run"))
        .contains("1 artifact loses its last copy: " + artifact.id(), "Nothing was done");
    assertThat(roster("transports", "--worker", worker.id())).contains("no transports");
    assertThat(roster("coordinators", "-o", "yaml")).contains("condition: leads");
    assertThat(roster("events", "--subject", worker.id())).contains("worker.registered");
    assertThat(roster("settings", "--given")).contains("roster.database.url", "given");
    assertThat(run("doctor").output())
        .contains("2 coordinators serve", "Time-outs and limits are alike at all coordinators");
  }

  @Test
  void an_action_is_confirmed_carried_out_and_listed() {
    RosterCommand.Result asked = run("drain", worker.id(), "--reason", "new fans");
    assertThat(asked.status()).isEqualTo(2);
    assertThat(asked.output()).contains("say --yes");

    assertThat(roster("drain", worker.id(), "--reason", "new fans", "--yes")).contains("done");
    assertThat(roster("workers", "--condition", "draining", "--text", worker.id()))
        .contains(worker.id());
    assertThat(roster("resume", worker.id(), "--reason", "fans are new")).contains("done");
    assertThat(roster("commands", "--target", worker.id()))
        .contains("drain worker", "resume worker", "new fans");

    RosterCommand.Result late =
        run("resync", worker.id(), "--reason", "nobody reconciles", "--time-limit", "1");
    assertThat(late.status()).as(late.output()).isEqualTo(3);
    assertThat(late.output()).contains("expired");
    RosterCommand.Result nobody = run("resume", "nobody", "--reason", "typing");
    assertThat(nobody.status()).isEqualTo(1);
    assertThat(nobody.output()).contains("nobody");
  }

  private static String replicaId(String json) {
    Matcher found = Pattern.compile("\"replica_id\": \"([^\"]+)\"").matcher(json);
    assertThat(found.find()).as(json).isTrue();
    return found.group(1);
  }

  /** What a command that succeeds prints. */
  private static String roster(String... arguments) {
    return done(run(arguments));
  }

  private static RosterCommand.Result run(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.add("--registry");
    all.add(at(PAIR.first().registry()) + "," + at(PAIR.second().registry()));
    return RosterCommand.run(all.toArray(String[]::new));
  }

  private static String done(RosterCommand.Result result) {
    assertThat(result.status()).as(result.output()).isZero();
    return result.output();
  }

  private static String at(Registry registry) {
    return Registry.HOST + ":" + registry.grpcPort();
  }
}
