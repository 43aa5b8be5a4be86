/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.chunk.ChunkState;
import io.roster.registry.facts.BeatStrip;
import io.roster.registry.facts.BeatStrip.Tick;
import io.roster.registry.facts.ChunkMap;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.page.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PicturesTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void a_heartbeat_strip_is_always_as_long_and_ends_with_the_newest() {
    BeatStrip beats =
        new BeatStrip(Duration.ofSeconds(5), List.of(Tick.ON_TIME, Tick.LATE, Tick.MISSED));

    assertThat(HeartbeatStrip.ticks(beats)).hasSize(BeatStrip.LENGTH).endsWith("--olm");
    assertThat(HeartbeatStrip.label(beats))
        .isEqualTo("The last 3 heartbeats, one due each 5 s: 1 on time, 1 late, 1 missed");
  }

  @Test
  void the_last_cell_of_a_heatmap_may_be_narrower() {
    ChunkMap chunks =
        new ChunkMap(
            "mi2:a",
            25,
            10,
            List.of(
                new ChunkMap.Holder(
                    "host-a",
                    10,
                    List.of(
                        new ChunkMap.Cell(0, 5, ChunkState.HOT),
                        new ChunkMap.Cell(2, 5, ChunkState.COLD)))),
            0,
            new Moment(1, NOW));

    ChunkHeatmap.Map map = ChunkHeatmap.map(chunks);

    assertThat(map.columns()).isEqualTo(3);
    assertThat(map.rows().get(0).cells())
        .containsExactly(List.of(0, 50L, "hot"), List.of(2, 100L, "cold"));
  }

  @Test
  void events_are_sorted_into_lanes_by_what_they_are_about() {
    EventLane.Picture picture =
        EventLane.picture(
            List.of(
                entry(3, "worker.expired", NOW),
                entry(2, "replica.removed", NOW.minusSeconds(5)),
                entry(1, "worker.registered", NOW.minusSeconds(60))));

    assertThat(picture.lanes())
        .extracting(EventLane.Lane::name)
        .containsExactly("replica", "worker");
    assertThat(picture.lanes().get(1).marks())
        .extracting(EventLane.Mark::tone)
        .containsExactly("bad", "good");
    assertThat(picture.to() - picture.from()).isEqualTo(60_000);
  }

  private static JournalEntry entry(long revision, String kind, Instant at) {
    return new JournalEntry(revision, at, 0, "a", "daemon:d", kind, "x", "null", "null");
  }
}
