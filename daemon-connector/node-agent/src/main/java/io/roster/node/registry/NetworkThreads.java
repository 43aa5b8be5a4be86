/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which the node's gRPC connections live. They are the node's own and end with it:
 * those that gRPC shares would still unwind when the application's classes are gone.
 */
public final class NetworkThreads implements AutoCloseable {

  private static final int COUNT = 2;
  private static final long END_WAIT_SECONDS = 5;

  private final EventLoopGroup loops;

  public NetworkThreads(ThreadFactory threads) {
    loops = new NioEventLoopGroup(COUNT, threads);
  }

  public NettyServerBuilder serve(NettyServerBuilder builder) {
    return builder
        .bossEventLoopGroup(loops)
        .workerEventLoopGroup(loops)
        .channelType(NioServerSocketChannel.class);
  }

  NettyChannelBuilder connect(NettyChannelBuilder builder) {
    return builder.eventLoopGroup(loops).channelType(NioSocketChannel.class);
  }

  /** Ends the threads; waits for that, but not for ever. */
  @Override
  public void close() {
    loops
        .shutdownGracefully(0, 1, TimeUnit.SECONDS)
        .awaitUninterruptibly(END_WAIT_SECONDS, TimeUnit.SECONDS);
  }
}
