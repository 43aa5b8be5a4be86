/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.gpu.Backend;
import io.roster.gpu.BackendUnavailable;
import io.roster.gpu.EngineConfiguration;
import io.roster.gpu.GpuEngine;
import io.roster.gpu.MemoryKind;
import io.roster.gpu.Place;
import io.roster.gpu.UnknownDevice;
import io.roster.gpu.cuda.Cuda;
import java.time.Clock;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class BackendTest {

  private static final EngineConfiguration CONFIGURATION =
      EngineConfiguration.usual().withGpu(1000).withRam(2000);

  @Test
  void without_a_card_auto_takes_host_memory_and_cuda_refuses() {
    assumeNoCard();
    try (GpuEngine engine = open(CONFIGURATION.with(Backend.AUTO))) {
      assertThat(engine.memories())
          .extracting(memory -> memory.place() + " " + memory.usage().capacityBytes())
          .containsExactly("GPU 0 1000", "RAM 2000");
    }
    assertThatThrownBy(() -> open(CONFIGURATION.with(Backend.CUDA)))
        .isInstanceOf(BackendUnavailable.class)
        .hasMessageContaining("CUDA cannot be used here")
        .hasMessageContaining("choose the engine auto or host");
    assertThatThrownBy(() -> open(CONFIGURATION.with(Backend.CUDA)))
        .as("once more, when the binding has failed before")
        .isInstanceOf(BackendUnavailable.class);
  }

  @Test
  void a_memory_of_which_nothing_is_configured_is_not_there() {
    try (GpuEngine engine = open(EngineConfiguration.usual().withRam(2000))) {
      assertThat(engine.memories()).extracting(memory -> memory.place()).containsExactly(Place.RAM);
      assertThatThrownBy(
              () ->
                  engine.create(EngineFixture.artifact("cgid:a", new byte[1]).into(MemoryKind.GPU)))
          .isInstanceOf(UnknownDevice.class)
          .hasMessageContaining("no memory of that kind");
    }
  }

  private static GpuEngine open(EngineConfiguration configuration) {
    return Engines.open(configuration, Clock.systemUTC(), event -> {});
  }

  private static void assumeNoCard() {
    try {
      Cuda.load();
    } catch (BackendUnavailable e) {
      return;
    }
    Assumptions.abort("This machine has a card");
  }
}
