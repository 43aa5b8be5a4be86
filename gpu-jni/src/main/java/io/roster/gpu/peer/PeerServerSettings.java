/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a node serves its peers.
 *
 * @param address what is listened on; port 0 takes a free one
 * @param maxConnections how many connections may be open at once; a further one is told to come
 *     again
 * @param bytesPerSecond how much may go out to all peers together; empty for as much as goes
 * @param silence how long a peer may do nothing, or take nothing, before it is cut off
 * @param token what a peer must know; empty if everyone may fetch
 */
public record PeerServerSettings(
    InetSocketAddress address,
    int maxConnections,
    OptionalLong bytesPerSecond,
    Duration silence,
    Optional<String> token) {

  public static final int DEFAULT_MAX_CONNECTIONS = 64;
  public static final Duration DEFAULT_SILENCE = Duration.ofSeconds(30);

  public PeerServerSettings {
    Checks.positive("maxConnections", maxConnections);
    Checks.positive("bytesPerSecond", bytesPerSecond.orElse(1));
    Checks.positive("silence", silence.toMillis());
    token.ifPresent(Checks::token);
  }

  /** The usual, without a token and a limit of bandwidth. */
  public static PeerServerSettings on(InetSocketAddress address) {
    return new PeerServerSettings(
        address, DEFAULT_MAX_CONNECTIONS, OptionalLong.empty(), DEFAULT_SILENCE, Optional.empty());
  }

  public PeerServerSettings withMaxConnections(int count) {
    return new PeerServerSettings(address, count, bytesPerSecond, silence, token);
  }

  public PeerServerSettings withBytesPerSecond(long limit) {
    return new PeerServerSettings(address, maxConnections, OptionalLong.of(limit), silence, token);
  }

  public PeerServerSettings withSilence(Duration limit) {
    return new PeerServerSettings(address, maxConnections, bytesPerSecond, limit, token);
  }

  public PeerServerSettings withToken(String secret) {
    return new PeerServerSettings(
        address, maxConnections, bytesPerSecond, silence, Optional.of(secret));
  }

  /** The token is not shown. */
  @Override
  public String toString() {
    return "PeerServerSettings[address="
        + address
        + ", maxConnections="
        + maxConnections
        + ", bytesPerSecond="
        + bytesPerSecond
        + ", silence="
        + silence
        + "]";
  }
}
