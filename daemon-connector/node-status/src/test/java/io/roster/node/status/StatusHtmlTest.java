/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.node.DaemonEventCounters;
import io.roster.node.NodeReport;
import io.roster.node.inventory.HeldReplica;
import io.roster.node.inventory.Memory;
import io.roster.node.inventory.MemoryState;
import io.roster.node.inventory.ReplicaPlace;
import io.roster.node.registry.LinkState;
import io.roster.node.registry.LinkStatus;
import io.roster.node.registry.NodeIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusHtmlTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_000);

  @Test
  void it_shows_what_the_node_holds_and_harms_nobody() {
    String page = StatusHtml.page(report(Optional.of(NOW.minusSeconds(7))), NOW);
    assertThat(page)
        .contains("Ready: registered", "7 s ago", "GPU 1", "1.5 KiB", "worker_n_1", "c:50051")
        .contains("cgid:&lt;script&gt;")
        .doesNotContain("<script>");
  }

  @Test
  void it_says_why_the_node_is_not_ready() {
    assertThat(StatusHtml.page(report(Optional.empty()), NOW))
        .contains("Not ready", "have not agreed on the inventory");
  }

  private static NodeReport report(Optional<Instant> agreedAt) {
    return new NodeReport(
        new NodeIdentity("n", "d", "10.0.0.1", 61, 62),
        new LinkStatus(
            LinkState.REGISTERED,
            Optional.of("worker_n_1"),
            Optional.of("c:50051"),
            Optional.empty()),
        agreedAt,
        Optional.empty(),
        List.of(new MemoryState(Memory.GPU, 1, 2_048, 1_536)),
        List.of(
            new HeldReplica(
                new ReplicaPlace("cgid:<script>", Memory.GPU, 1),
                1_536,
                true,
                false,
                Instant.EPOCH,
                Instant.EPOCH)),
        "cbf29ce484222325",
        new DaemonEventCounters.Counts(1, 0, 0, 0, false));
  }
}
