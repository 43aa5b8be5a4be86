/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.client;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Connections to one coordinator, all on the same few network threads. Answers are taken on those
 * threads too: with a pool between, a generator measures its pool.
 */
public final class Channels implements AutoCloseable {

  /** A listing of a large fleet is longer than the library lets a message be. */
  private static final int LONGEST_MESSAGE = 256 << 20;

  private static final int STOP_SECONDS = 5;

  private final EventLoopGroup network;
  private final List<ManagedChannel> channels;

  private Channels(EventLoopGroup network, List<ManagedChannel> channels) {
    this.network = network;
    this.channels = List.copyOf(channels);
  }

  /** Opens so many connections; each is made when its first call comes. */
  public static Channels open(int port, int connections) {
    int threads = Runtime.getRuntime().availableProcessors();
    EventLoopGroup network =
        Epoll.isAvailable() ? new EpollEventLoopGroup(threads) : new NioEventLoopGroup(threads);
    return new Channels(
        network,
        IntStream.range(0, connections).mapToObj(unused -> channel(port, network)).toList());
  }

  private static ManagedChannel channel(int port, EventLoopGroup network) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port)
        .usePlaintext()
        .directExecutor()
        .eventLoopGroup(network)
        .channelType(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
        .maxInboundMessageSize(LONGEST_MESSAGE)
        .build();
  }

  /** A caller's connection: always the same one. */
  Channel of(int caller) {
    return channels.get(caller % channels.size());
  }

  public int count() {
    return channels.size();
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    network
        .shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
  }
}
