/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import io.roster.gpu.BackendUnavailable;
import io.roster.gpu.EngineConfiguration;
import io.roster.gpu.GpuMemory;
import io.roster.gpu.cuda.Cuda;
import io.roster.gpu.host.HostGpuMemory;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The device memory and the RAM of an engine. */
record Memories(Optional<GpuMemory> gpu, Optional<GpuMemory> ram) {

  private static final Logger LOG = LoggerFactory.getLogger(Memories.class);

  /**
   * @throws BackendUnavailable if the cards are wanted and there are none
   */
  static Memories open(EngineConfiguration configuration) {
    return switch (configuration.backend()) {
      case HOST -> host(configuration, "it was configured");
      case CUDA -> cuda(configuration);
      case AUTO -> cudaOrHost(configuration);
    };
  }

  private static Memories cudaOrHost(EngineConfiguration configuration) {
    try {
      return cuda(configuration);
    } catch (BackendUnavailable e) {
      return host(configuration, e.getMessage());
    }
  }

  private static Memories host(EngineConfiguration configuration, String reason) {
    LOG.info("engine_backend chosen=host reason=\"{}\"", reason);
    return new Memories(
        some(configuration.gpuBytes()).map(bytes -> HostGpuMemory.playing(List.of(bytes))),
        some(configuration.ramBytes()).map(HostGpuMemory::ram));
  }

  private static Memories cuda(EngineConfiguration configuration) {
    Cuda cuda = Cuda.load();
    Optional<GpuMemory> gpu = some(configuration.gpuBytes()).map(cuda::deviceMemory);
    try {
      Optional<GpuMemory> ram = some(configuration.ramBytes()).map(cuda::pinnedMemory);
      LOG.info("engine_backend chosen=cuda cards={}", cuda.cardNames());
      return new Memories(gpu, ram);
    } catch (RuntimeException e) {
      gpu.ifPresent(GpuMemory::close);
      throw e;
    }
  }

  private static Optional<Long> some(long bytes) {
    return bytes == 0 ? Optional.empty() : Optional.of(bytes);
  }

  void close() {
    gpu.ifPresent(GpuMemory::close);
    ram.ifPresent(GpuMemory::close);
  }
}
