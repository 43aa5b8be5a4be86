/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.bench.report.MeasurementFailed;
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
  void what_is_alive_is_the_total_of_all_classes() {
    assertThat(
            JavaProcess.liveBytes(
                """
                4242:
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:         13027         793800  [B (java.base@17.0.15)
                   2:             1             16  Total (example)
                Total         13028         793816
                """))
        .isEqualTo(793_816);
  }

  @Test
  void a_process_that_tells_nothing_of_its_heap_is_no_figure() {
    assertThatThrownBy(() -> JavaProcess.liveBytes("4242:\njava.io.IOException: gone"))
        .isInstanceOf(MeasurementFailed.class)
        .hasMessageContaining("tells of no heap");
  }

  @Test
  void a_tree_that_is_not_built_is_refused_with_what_to_do(@TempDir Path root) {
    assertThatThrownBy(() -> Product.of(root).command())
        .isInstanceOf(Refused.class)
        .hasMessageContaining("run ./roster up");
  }
}
