/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How a node fetches from its peers.
 *
 * @param connections how many connections one fetch holds to its source
 * @param chunksInFlight how many chunks are asked for ahead on each of them
 * @param connectLimit how long a connection may take to come about
 * @param silence how long nothing may come of what is awaited
 * @param chunkLimit how long a single chunk may take, even if something comes all the time
 * @param retryPause the pause before a source that failed is asked again; it doubles each time
 * @param attempts how often a source may fail in a row, without a new chunk, until it is given up
 * @param token what peers ask for, if they do
 */
public record PeerClientSettings(
    int connections,
    int chunksInFlight,
    Duration connectLimit,
    Duration silence,
    Duration chunkLimit,
    Duration retryPause,
    int attempts,
    Optional<String> token) {

  public static final PeerClientSettings DEFAULT =
      new PeerClientSettings(
          2,
          2,
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofMillis(200),
          3,
          Optional.empty());

  public PeerClientSettings {
    Checks.positive("connections", connections);
    Checks.positive("chunksInFlight", chunksInFlight);
    Checks.positive("connectLimit", connectLimit.toMillis());
    Checks.positive("silence", silence.toMillis());
    Checks.positive("chunkLimit", chunkLimit.toMillis());
    Checks.positive("retryPause", retryPause.toMillis());
    Checks.positive("attempts", attempts);
    token.ifPresent(Checks::token);
  }

  public PeerClientSettings withConnections(int count) {
    return new PeerClientSettings(
        count, chunksInFlight, connectLimit, silence, chunkLimit, retryPause, attempts, token);
  }

  public PeerClientSettings withSilence(Duration limit) {
    return new PeerClientSettings(
        connections, chunksInFlight, connectLimit, limit, chunkLimit, retryPause, attempts, token);
  }

  public PeerClientSettings withChunkLimit(Duration limit) {
    return new PeerClientSettings(
        connections, chunksInFlight, connectLimit, silence, limit, retryPause, attempts, token);
  }

  public PeerClientSettings withConnectLimit(Duration limit) {
    return new PeerClientSettings(
        connections, chunksInFlight, limit, silence, chunkLimit, retryPause, attempts, token);
  }

  public PeerClientSettings withRetries(int count, Duration pause) {
    return new PeerClientSettings(
        connections, chunksInFlight, connectLimit, silence, chunkLimit, pause, count, token);
  }

  public PeerClientSettings withToken(String secret) {
    return new PeerClientSettings(
        connections,
        chunksInFlight,
        connectLimit,
        silence,
        chunkLimit,
        retryPause,
        attempts,
        Optional.of(secret));
  }

  Duration shortestLimit() {
    return Collections.min(List.of(connectLimit, silence, chunkLimit));
  }

  /** The token is not shown. */
  @Override
  public String toString() {
    return "PeerClientSettings[connections="
        + connections
        + ", chunksInFlight="
        + chunksInFlight
        + ", connectLimit="
        + connectLimit
        + ", silence="
        + silence
        + ", chunkLimit="
        + chunkLimit
        + ", retryPause="
        + retryPause
        + ", attempts="
        + attempts
        + "]";
  }
}
