/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.client;

import io.grpc.EquivalentAddressGroup;
import io.grpc.ManagedChannel;
import io.grpc.NameResolver;
import io.grpc.NameResolver.ResolutionResult;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.StatusOr;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.roster.it.product.Registry;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A client as gRPC gives it to everybody: it knows several coordinators, talks to the first that
 * answers, and repeats what came back UNAVAILABLE.
 */
public final class Everywhere implements AutoCloseable {

  private static final Map<String, ?> REPEATS =
      Map.of(
          "methodConfig",
          List.of(
              Map.of(
                  "name",
                  List.of(Map.of()),
                  "retryPolicy",
                  Map.of(
                      "maxAttempts",
                      5.0,
                      "initialBackoff",
                      "0.02s",
                      "maxBackoff",
                      "0.2s",
                      "backoffMultiplier",
                      2.0,
                      "retryableStatusCodes",
                      List.of("UNAVAILABLE")))));

  static {
    NameResolverRegistry.getDefaultRegistry().register(new Listed());
  }

  private final ManagedChannel channel;

  public Everywhere(Registry... coordinators) {
    String addresses =
        Arrays.stream(coordinators)
            .map(each -> Registry.HOST + ":" + each.grpcPort())
            .collect(Collectors.joining(","));
    channel =
        NettyChannelBuilder.forTarget(Listed.SCHEME + ":///" + addresses)
            .defaultServiceConfig(REPEATS)
            .enableRetry()
            .usePlaintext()
            .build();
  }

  public ManagedChannel channel() {
    return channel;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Finds the addresses in the target itself. */
  private static final class Listed extends NameResolverProvider {

    private static final String SCHEME = "everywhere";

    @Override
    protected boolean isAvailable() {
      return true;
    }

    /** Below all others, so that it never stands in for a target without a scheme. */
    @Override
    protected int priority() {
      return 0;
    }

    @Override
    public String getDefaultScheme() {
      return SCHEME;
    }

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args unused) {
      List<EquivalentAddressGroup> addresses =
          Arrays.stream(target.getPath().substring(1).split(","))
              .map(each -> each.split(":"))
              .map(each -> new InetSocketAddress(each[0], Integer.parseInt(each[1])))
              .map(EquivalentAddressGroup::new)
              .toList();
      return new NameResolver() {
        @Override
        public String getServiceAuthority() {
          return "coordinators";
        }

        @Override
        public void start(Listener2 listener) {
          listener.onResult(
              ResolutionResult.newBuilder()
                  .setAddressesOrError(StatusOr.fromValue(addresses))
                  .build());
        }

        @Override
        public void shutdown() {
          // It holds nothing.
        }
      };
    }
  }
}
