/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import static io.roster.gpu.engine.EngineFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.roster.gpu.ArtifactId;
import io.roster.gpu.EngineConfiguration;
import io.roster.gpu.EngineEvent;
import io.roster.gpu.EngineListener;
import io.roster.gpu.GpuEngine;
import io.roster.gpu.Place;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventsTest {

  private final List<EngineEvent> events = Collections.synchronizedList(new ArrayList<>());

  @Test
  void a_listener_may_wait_for_another_thread_that_uses_the_engine() {
    CompletableFuture<GpuEngine> engine = new CompletableFuture<>();
    EngineListener listener =
        event ->
            CompletableFuture.runAsync(() -> engine.join().list())
                .orTimeout(10, TimeUnit.SECONDS)
                .thenRun(() -> events.add(event))
                .join();
    try (GpuEngine opened = open(listener)) {
      engine.complete(opened);
      put(opened, "cgid:a");
      opened.unload(new ArtifactId("cgid:a"), Place.RAM);
    }
    assertThat(events).hasSize(2);
  }

  @Test
  void a_listener_may_use_the_engine_itself() {
    CompletableFuture<GpuEngine> engine = new CompletableFuture<>();
    EngineListener listener =
        event -> {
          events.add(event);
          if (event instanceof EngineEvent.Loaded loaded) {
            engine.join().unload(loaded.replica().id(), loaded.replica().place());
          }
        };
    try (GpuEngine opened = open(listener)) {
      engine.complete(opened);
      put(opened, "cgid:a");
      assertThat(opened.list()).isEmpty();
    }
    assertThat(events)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("Loaded", "Unloaded");
  }

  @Test
  void a_listener_that_throws_harms_nobody() {
    EngineListener listener =
        event -> {
          events.add(event);
          throw new IllegalStateException("not today");
        };
    try (GpuEngine engine = open(listener)) {
      put(engine, "cgid:a");
      put(engine, "cgid:b");
      assertThat(engine.list()).hasSize(2);
    }
    assertThat(events).hasSize(2);
  }

  @Test
  void events_of_many_threads_come_one_after_another_in_the_order_of_the_changes() {
    try (GpuEngine engine = open(events::add)) {
      IntStream.range(0, 400)
          .parallel()
          .forEach(
              i -> {
                ArtifactId id = put(engine, "cgid:" + i);
                engine.unload(id, Place.RAM);
              });
    }
    assertThat(events).hasSize(800);
    for (int i = 0; i < 400; i++) {
      String id = "cgid:" + i;
      assertThat(events.stream().filter(event -> idOf(event).equals(id)))
          .extracting(event -> event.getClass().getSimpleName())
          .containsExactly("Loaded", "Unloaded");
    }
  }

  private static String idOf(EngineEvent event) {
    return event instanceof EngineEvent.Loaded loaded
        ? loaded.replica().id().value()
        : ((EngineEvent.Unloaded) event).replica().id().value();
  }

  private static GpuEngine open(EngineListener listener) {
    return Engines.open(EngineConfiguration.usual().withRam(10 << 20), Clock.systemUTC(), listener);
  }

  private static ArtifactId put(GpuEngine engine, String id) {
    byte[] bytes = bytes(1, 100);
    return engine.put(EngineFixture.artifact(id, bytes), new ByteArrayInputStream(bytes)).id();
  }
}
