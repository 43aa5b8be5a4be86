/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import static io.roster.gpu.engine.EngineFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.gpu.ArtifactId;
import io.roster.gpu.EngineEvent;
import io.roster.gpu.MemoryKind;
import io.roster.gpu.OutOfSpace;
import io.roster.gpu.PinnedReplica;
import io.roster.gpu.Place;
import io.roster.gpu.ReplicaReader;
import io.roster.gpu.Watermarks;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who goes when a memory fills, and who stays. */
class RoomTest {

  private static final int CAPACITY = 1_000_000;
  private static final Watermarks REFUSING = Watermarks.USUAL.with(Watermarks.Eviction.REFUSE);

  @TempDir private Path directory;
  private EngineFixture fixture;

  @BeforeEach
  void open() {
    fixture = EngineFixture.small(CAPACITY, Watermarks.USUAL, directory);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void reopen(Watermarks watermarks) {
    fixture.close();
    fixture = EngineFixture.small(CAPACITY, watermarks, directory);
  }

  @ParameterizedTest
  @EnumSource(MemoryKind.class)
  void what_was_not_used_for_the_longest_time_goes_down_to_the_low_watermark(MemoryKind memory) {
    Place place = new Place(memory, 0);
    for (String name : new String[] {"a", "b", "c", "d"}) {
      fixture.put("cgid:" + name, bytes(1, 200_000), place);
    }
    fixture.engine.open(new ArtifactId("cgid:a")).close();

    fixture.put("cgid:e", bytes(2, 350_000), place);

    assertThat(fixture.idsIn(place)).containsExactly("cgid:a", "cgid:d", "cgid:e");
    assertThat(fixture.events(EngineEvent.Unloaded.class))
        .extracting(event -> event.replica().id().value() + " " + event.reason())
        .containsExactly("cgid:b EVICTED", "cgid:c EVICTED");
  }

  @Test
  void below_the_high_watermark_nothing_goes() {
    for (int i = 0; i < 9; i++) {
      fixture.put("cgid:" + i, bytes(1, 100_000), MemoryKind.RAM);
    }
    assertThat(fixture.idsIn(Place.RAM)).hasSize(9);
  }

  @ParameterizedTest
  @EnumSource(MemoryKind.class)
  void what_is_pinned_or_being_read_stays(MemoryKind memory) {
    Place place = new Place(memory, 0);
    fixture.put("cgid:a", bytes(1, 300_000), place);
    fixture.put("cgid:b", bytes(2, 300_000), place);
    fixture.put("cgid:c", bytes(3, 300_000), place);
    fixture.engine.pin(new ArtifactId("cgid:a"), place);

    try (ReplicaReader reading = fixture.engine.open(new ArtifactId("cgid:b"), place)) {
      assertThatThrownBy(() -> fixture.put("cgid:d", bytes(4, 500_000), place))
          .isInstanceOfSatisfying(
              OutOfSpace.class,
              e -> {
                assertThat(e.place()).isEqualTo(place);
                assertThat(e.requestedBytes()).isEqualTo(500_000);
                assertThat(e.freeBytes()).isEqualTo(100_000);
              })
          .hasMessageContaining("Unload or unpin");
      assertThat(fixture.idsIn(place)).as("nothing went in vain").hasSize(3);

      fixture.put("cgid:d", bytes(4, 400_000), place);
      assertThat(reading.replica().id().value()).isEqualTo("cgid:b");
    }
    assertThat(fixture.idsIn(place)).containsExactly("cgid:a", "cgid:b", "cgid:d");
  }

  @Test
  void a_pinned_copy_is_unloaded_by_nobody() {
    ArtifactId id = fixture.put("cgid:a", bytes(1, 100), MemoryKind.RAM).id();
    assertThat(fixture.engine.pin(id, Place.RAM).pinned()).isTrue();
    assertThat(fixture.engine.pin(id, Place.RAM).pinned()).isTrue();
    assertThatThrownBy(() -> fixture.engine.unload(id, Place.RAM))
        .isInstanceOf(PinnedReplica.class)
        .hasMessageContaining("Unpin it first");

    assertThat(fixture.engine.unpin(id, Place.RAM).pinned()).isFalse();
    fixture.engine.unload(id, Place.RAM);
    assertThat(fixture.events(EngineEvent.PinChanged.class)).hasSize(2);
    fixture.assertNothingHeld();
  }

  @Test
  void what_is_larger_than_the_memory_drives_nobody_out() {
    fixture.put("cgid:a", bytes(1, 500_000), MemoryKind.RAM);
    assertThatThrownBy(() -> fixture.put("cgid:b", bytes(1, CAPACITY + 1), MemoryKind.RAM))
        .isInstanceOf(OutOfSpace.class);
    assertThat(fixture.idsIn(Place.RAM)).containsExactly("cgid:a");
    assertThat(fixture.events(EngineEvent.Failed.class)).hasSize(1);
  }

  @Test
  void an_engine_that_refuses_evicts_nothing() {
    reopen(REFUSING);
    fixture.put("cgid:a", bytes(1, CAPACITY - 10), MemoryKind.RAM);
    assertThatThrownBy(() -> fixture.put("cgid:b", bytes(1, 11), MemoryKind.RAM))
        .isInstanceOf(OutOfSpace.class);
    fixture.put("cgid:b", bytes(1, 10), MemoryKind.RAM);
    assertThat(fixture.idsIn(Place.RAM)).hasSize(2);
  }

  @Test
  void pressure_is_told_once_when_it_rises_and_once_when_it_falls() {
    reopen(REFUSING);
    fixture.put("cgid:a", bytes(1, 500_000), MemoryKind.RAM);
    fixture.put("cgid:b", bytes(1, 400_000), MemoryKind.RAM);
    fixture.put("cgid:c", bytes(1, 10), MemoryKind.RAM);
    fixture.engine.unload(new ArtifactId("cgid:c"), Place.RAM);
    fixture.engine.unload(new ArtifactId("cgid:b"), Place.RAM);

    assertThat(fixture.events(EngineEvent.Pressure.class))
        .extracting(event -> event.memory().place() + " " + event.level())
        .containsExactly("RAM HIGH", "RAM NORMAL");
  }

  @Test
  void the_roomiest_device_is_chosen_unless_one_is_named() {
    fixture.put("cgid:a", bytes(1, 300_000), Place.gpu(0));
    fixture.put("cgid:b", bytes(1, 100_000), MemoryKind.GPU);
    fixture.put("cgid:c", bytes(1, 100_000), MemoryKind.GPU);
    assertThat(fixture.idsIn(Place.gpu(1))).containsExactly("cgid:b", "cgid:c");
    fixture.engine.load(new ArtifactId("cgid:b"), Place.gpu(0));
    assertThat(fixture.idsIn(Place.gpu(0))).containsExactly("cgid:a", "cgid:b");
  }

  @Test
  void room_on_a_memory_of_unloaded_but_open_copies_is_not_given_out() {
    ArtifactId id = fixture.put("cgid:a", bytes(1, 600_000), MemoryKind.RAM).id();
    try (ReplicaReader reading = fixture.engine.open(id)) {
      fixture.engine.unload(id, Place.RAM);
      assertThatThrownBy(() -> fixture.put("cgid:b", bytes(2, 500_000), MemoryKind.RAM))
          .isInstanceOf(OutOfSpace.class);
      assertThat(reading.sizeBytes()).isEqualTo(600_000);
    }
    fixture.put("cgid:b", bytes(2, 500_000), MemoryKind.RAM);
  }
}
