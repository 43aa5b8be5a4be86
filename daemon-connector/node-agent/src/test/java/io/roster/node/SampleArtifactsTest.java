/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.connector.GpuDaemonConnection;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleArtifactsTest {

  @TempDir Path one;
  @TempDir Path other;

  @Test
  void they_are_the_same_on_every_node() throws Exception {
    assertThat(ids(one, 20)).hasSize(20).isEqualTo(ids(other, 20));
    assertThat(ids(other, 0)).isEmpty();
  }

  @Test
  void loading_them_twice_changes_nothing() throws Exception {
    try (TestDaemon daemon = new TestDaemon(one);
        GpuDaemonConnection connection = daemon.connections().getConnection()) {
      SampleArtifacts.load(connection, 3);
      SampleArtifacts.load(connection, 4);
      assertThat(connection.status().replicas()).isEqualTo(4);
    }
  }

  private static List<String> ids(Path dataDir, int count) throws Exception {
    try (TestDaemon daemon = new TestDaemon(dataDir);
        GpuDaemonConnection connection = daemon.connections().getConnection()) {
      SampleArtifacts.load(connection, count);
      return connection.list().stream().map(info -> info.artifactId()).toList();
    }
  }
}
