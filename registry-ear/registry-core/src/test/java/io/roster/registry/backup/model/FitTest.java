/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.backup.Manifest;
import io.roster.backup.Manifest.Table;
import io.roster.registry.backup.BackupOfAnotherCluster;
import io.roster.registry.backup.BackupUnusable;
import io.roster.registry.backup.Holdings;
import io.roster.registry.backup.RestoreRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FitTest {

  private static final List<String> TABLES = List.of("worker");
  private static final Standing HERE =
      new Standing(
          new Holdings("here", 10, 0, 0, 0, 0), 11, Map.of("worker", List.of("id", "name")));

  @Test
  void an_earlier_state_fits_in_whatever_order_its_columns_are() {
    assertThat(fit(backup(11, "here", "name", "id"), Optional.empty())).isEqualTo(Fit.EARLIER);
    assertThat(fit(backup(11, "here", "id", "name"), Optional.of("here"))).isEqualTo(Fit.EARLIER);
  }

  @Test
  void another_schema_is_another_version() {
    assertThatThrownBy(() -> fit(backup(10, "here", "id", "name"), Optional.empty()))
        .isInstanceOf(BackupUnusable.class)
        .hasMessageContaining("another version")
        .hasMessageContaining("schema version 10")
        .hasMessageContaining("then upgrade");
    assertThatThrownBy(() -> fit(backup(12, "here", "id", "name"), Optional.empty()))
        .isInstanceOf(BackupUnusable.class)
        .hasMessageNotContaining("then upgrade");
    assertThatThrownBy(() -> fit(backup(11, "here", "id"), Optional.empty()))
        .isInstanceOf(BackupUnusable.class)
        .hasMessageContaining("table worker");
  }

  @Test
  void another_cluster_comes_back_only_where_somebody_named_it() {
    Manifest foreign = backup(11, "lost", "id", "name");
    assertThatThrownBy(() -> fit(foreign, Optional.empty()))
        .isInstanceOf(BackupOfAnotherCluster.class)
        .hasMessageContaining("--take-over lost");
    assertThatThrownBy(() -> fit(foreign, Optional.of("third")))
        .isInstanceOf(BackupUnusable.class)
        .hasMessageContaining("lost");
    assertThat(fit(foreign, Optional.of("lost"))).isEqualTo(Fit.TAKE_OVER);
  }

  private static Fit fit(Manifest backup, Optional<String> takeOver) {
    return Fit.of(backup, HERE, TABLES, new RestoreRequest("why", takeOver));
  }

  private static Manifest backup(int schema, String cluster, String... columns) {
    return new Manifest(
        "1.0",
        schema,
        cluster,
        5,
        1,
        Instant.EPOCH,
        List.of(new Table("worker", List.of(columns), 0, "")));
  }
}
