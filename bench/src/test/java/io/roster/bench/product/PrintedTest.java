/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.bench.report.Refused;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other programs print, as this generator reads it. */
class PrintedTest {

  @Test
  void the_ready_line_names_the_port() {
    String line =
        "Roster is ready: console http://127.0.0.1:8080/console  gRPC 127.0.0.1:50051  health"
            + " http://127.0.0.1:8080/health/ready";

    assertThat(ReadyLine.isOne(line)).isTrue();
    assertThat(ReadyLine.grpcPort(line)).isEqualTo(50_051);
  }

  @Test
  void the_first_password_is_read_where_it_is_told() {
    assertThat(
            ReadyLine.firstPassword(
                List.of(
                    "Data directory  /data/x",
                    "First login     user admin, password abc-DEF_1  (shown only this once)")))
        .isEqualTo("abc-DEF_1");
    assertThat(ReadyLine.firstPassword(List.of("Data directory  /data/x"))).isEmpty();
  }

  @Test
  void a_refused_start_tells_what_was_complained_of() {
    assertThat(
            ReadyLine.complaint(
                List.of("Data directory  /data/x", "roster: Port 1 is in use by another program.")))
        .isEqualTo("Port 1 is in use by another program.");
    assertThat(ReadyLine.complaint(List.of("something else"))).isEqualTo("something else");
  }

  @Test
  void a_postmaster_file_names_process_and_port() {
    assertThat(PostmasterFile.parse("812\n/data/postgres\n1763716000\n41233\n\n127.0.0.1\n"))
        .isEqualTo(new PostmasterFile(812, 41_233));
    assertThatThrownBy(() -> PostmasterFile.parse("812\n")).hasMessageContaining("not complete");
  }

  @Test
  void the_heap_is_the_sum_of_its_parts_without_the_class_space() {
    assertThat(
            JavaProcess.usedBytes(
                """
                4242:
                 garbage-first heap   total 262144K, used 1234K [0x00000000c0000000, 0x0000000100000000)
                  region size 1024K, 2 young (2048K), 0 survivors (0K)
                 Metaspace       used 99999K, committed 100000K, reserved 1114112K
                  class space    used 9999K, committed 10000K, reserved 1048576K
                """))
        .isEqualTo(1234 * 1024);
    assertThat(
            JavaProcess.usedBytes(
                """
                 def new generation   total 9792K, used 100K [0x1, 0x2, 0x3)
                  eden space 8704K,  81% used [0x1, 0x2, 0x3)
                 tenured generation   total 21888K, used 200K [0x1, 0x2, 0x3)
                   the space 21888K,   0% used [0x1, 0x2, 0x3, 0x4)
                 Metaspace       used 5K, committed 6K, reserved 7K
                """))
        .isEqualTo(300 * 1024);
  }

  @Test
  void a_tree_that_is_not_built_is_refused_with_what_to_do(@TempDir Path root) {
    assertThatThrownBy(() -> Product.of(root).command())
        .isInstanceOf(Refused.class)
        .hasMessageContaining("run ./roster up");
  }
}
