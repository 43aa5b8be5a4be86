/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status.Code;
import io.roster.it.client.Daemon;
import io.roster.it.client.Fleet;
import io.roster.it.client.Http;
import io.roster.it.client.Wire;
import io.roster.it.product.Build;
import io.roster.it.product.FreePorts;
import io.roster.it.product.Product;
import io.roster.it.product.Registry;
import io.roster.it.product.RosterProcess;
import io.roster.it.product.Setup;
import io.roster.testing.postgres.PostgresPair;
import io.roster.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The primary is killed and its standby promoted; the coordinator goes on without a restart. */
class DatabaseFailoverIT {

  private static final String DATABASE = "failover";

  /** The aim is 5 s; a machine that stalls must not fail the build. */
  private static final Duration RESUMED = Duration.ofSeconds(60);

  private static final long REPEATED_AFTER_NANOS = 20_000_000;

  private final PostgresPair postgres =
      PostgresPair.start(Build.postgres(), Build.work("postgres-failover"));
  private final int grpcPort = FreePorts.one();
  private final int httpPort = FreePorts.one();
  private final Registry registry =
      new Registry("failover", grpcPort, Registry.httpOf(httpPort), DATABASE, () -> "");
  private final List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean over;

  @AfterEach
  void end() {
    over = true;
    postgres.close();
  }

  private RosterProcess start() {
    postgres.createDatabase(DATABASE);
    Map<String, String> settings = Setup.PLAIN.settings(postgres.url(DATABASE), httpPort, grpcPort);
    settings.put("roster.database.user", PostgresServer.USER);
    RosterProcess process =
        RosterProcess.run(
            Product.environment(settings),
            List.of("up", "--data", Build.work("data-failover").toString()));
    process.awaitReady();
    return process;
  }

  /** Registers on and on; whatever was answered is remembered. */
  private Thread load(Wire wire) {
    Thread thread =
        new Thread(
            () -> {
              while (!over) {
                try {
                  acknowledged.add(wire.register(Daemon.fresh()).getWorkerId());
                } catch (RuntimeException refused) {
                  assertThat(Wire.statusOf(() -> wire.register(Daemon.fresh())).getCode())
                      .isIn(Code.UNAVAILABLE, Code.OK);
                  LockSupport.parkNanos(REPEATED_AFTER_NANOS);
                }
              }
            },
            "failover-load");
    thread.start();
    return thread;
  }

  @Test
  void what_was_acknowledged_outlives_the_primary_and_changes_go_on() throws Exception {
    try (RosterProcess process = start();
        Wire wire = Wire.to(registry);
        Fleet fleet = new Fleet(wire)) {
      Http http = new Http(registry);
      String beating = fleet.join().id();
      List<Thread> loads = List.of(load(wire), load(wire), load(wire), load(wire));
      await().atMost(RESUMED).until(() -> acknowledged.size() > 50);

      postgres.primary().kill();

      await().atMost(RESUMED).until(() -> http.get("health/ready").statusCode() == 503);
      assertThat(http.get("health/live").statusCode()).isEqualTo(200);
      assertThat(Wire.statusOf(() -> wire.unregister(beating)).getCode())
          .isEqualTo(Code.UNAVAILABLE);
      await("answers say how old they are")
          .atMost(RESUMED)
          .untilAsserted(
              () -> assertThat(wire.age(each -> each.find(beating))).isGreaterThan(1_000));

      postgres.promote();
      long promoted = System.nanoTime();
      int before = acknowledged.size();

      await().atMost(RESUMED).until(() -> acknowledged.size() > before);
      System.out.println(
          "DatabaseFailoverIT: "
              + before
              + " acknowledged before, writes resumed "
              + (System.nanoTime() - promoted) / 1_000_000
              + " ms after the promotion");
      await().atMost(RESUMED).until(() -> http.get("health/ready").statusCode() == 200);
      assertThat(wire.find(beating)).as("it never fell silent").isPresent();
      over = true;
      for (Thread each : loads) {
        each.join();
      }
      assertThat(known()).as("acknowledged, and lost").isEqualTo(acknowledged.size());
    }
  }

  /** How many of those that were acknowledged the new primary has. */
  private int known() throws SQLException {
    try (Connection connection = postgres.primary().connect(DATABASE);
        PreparedStatement query =
            connection.prepareStatement("select count(*) from worker where worker_id = any (?)")) {
      query.setArray(1, connection.createArrayOf("text", acknowledged.toArray()));
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
