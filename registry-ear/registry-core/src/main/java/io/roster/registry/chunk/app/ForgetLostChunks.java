/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.chunk.app;

import io.roster.registry.chunk.model.ChunkDirectory;
import io.roster.registry.leadership.app.Leadership;
import io.roster.registry.leadership.model.LeaderJob;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Forgets the chunks of nodes that did not come back. Nobody is shown them meanwhile. */
@ApplicationScoped
public class ForgetLostChunks implements LeaderJob {

  private static final Duration KEPT = Duration.ofHours(24);
  private static final int MOST_AT_ONCE = 10_000;

  private ChunkDirectory chunks;
  private Leadership leadership;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ForgetLostChunks() {}

  @Inject
  public ForgetLostChunks(ChunkDirectory chunks, Leadership leadership) {
    this.chunks = chunks;
    this.leadership = leadership;
  }

  @Override
  public String name() {
    return "chunk-retention";
  }

  @Override
  public Duration interval() {
    return Duration.ofMinutes(10);
  }

  @Override
  public void run() {
    int dropped;
    do {
      dropped = leadership.change(name(), () -> chunks.dropLost(KEPT, MOST_AT_ONCE));
    } while (dropped == MOST_AT_ONCE);
  }
}
