/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoordinatorPlaceTest {

  private static CoordinatorPlace place(String name, int grpc, int http, long process) {
    String address = "http://127.0.0.1:" + http;
    return new CoordinatorPlace(
        name,
        "127.0.0.1:" + grpc,
        URI.create(address + "/console"),
        URI.create(address + "/health/ready"),
        process,
        Path.of("/data/logs/" + name + ".log"));
  }

  @Test
  void the_table_names_everything_of_each_in_columns() {
    List<String> table =
        CoordinatorPlace.table(
            List.of(
                place("coordinator-1", 50051, 8080, 41),
                place("coordinator-2", 5, 65000, 1234567)));

    assertThat(table)
        .containsExactly(
            "  coordinator    gRPC             console                         health"
                + "                               process  log",
            "  coordinator-1  127.0.0.1:50051  http://127.0.0.1:8080/console"
                + "   http://127.0.0.1:8080/health/ready   41       /data/logs/coordinator-1.log",
            "  coordinator-2  127.0.0.1:5      http://127.0.0.1:65000/console"
                + "  http://127.0.0.1:65000/health/ready  1234567  /data/logs/coordinator-2.log");
  }
}
