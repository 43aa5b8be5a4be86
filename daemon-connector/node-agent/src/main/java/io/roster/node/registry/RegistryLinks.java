/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.roster.settings.NodeSettings;
import io.roster.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Makes the link that a node's settings describe. */
public final class RegistryLinks {

  private static final long KEEP_ALIVE_SECONDS = 30;
  private static final long KEEP_ALIVE_TIMEOUT_SECONDS = 20;

  private RegistryLinks() {}

  /**
   * Makes a link; nothing is called before its first step.
   *
   * @throws IllegalStateException with a sentence, if a file that the settings name is of no use
   */
  public static RegistryLink create(
      Settings settings,
      NodeIdentity node,
      Supplier<NodeLoad> load,
      NetworkThreads threads,
      Consumer<LinkStatus> listener) {
    Optional<SslContext> tls = settings.find(NodeSettings.REGISTRY_TLS_CA).map(RegistryLinks::tls);
    Optional<String> token = settings.find(NodeSettings.TOKEN_FILE).map(RegistryLinks::token);
    List<Supplier<Coordinator>> candidates =
        settings.get(NodeSettings.REGISTRY).stream()
            .map(
                endpoint ->
                    (Supplier<Coordinator>) () -> connect(endpoint, tls, token, settings, threads))
            .toList();
    return new RegistryLink(
        new Coordinators(candidates),
        node,
        load,
        settings.get(NodeSettings.HEARTBEAT_INTERVAL),
        new SecureRandom(),
        listener);
  }

  private static Coordinator connect(
      InetSocketAddress endpoint,
      Optional<SslContext> tls,
      Optional<String> token,
      Settings settings,
      NetworkThreads threads) {
    String target = endpoint.getHostString() + ":" + endpoint.getPort();
    NettyChannelBuilder builder =
        threads
            .connect(NettyChannelBuilder.forTarget("dns:///" + target))
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .keepAliveWithoutCalls(true);
    ManagedChannel channel = tls.map(builder::sslContext).orElseGet(builder::usePlaintext).build();
    return new GrpcCoordinator(
        target, channel, settings.get(NodeSettings.HEARTBEAT_RPC_TIMEOUT), token);
  }

  private static SslContext tls(Path authorities) {
    try {
      return GrpcSslContexts.forClient().trustManager(authorities.toFile()).build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new IllegalStateException(
          NodeSettings.REGISTRY_TLS_CA.key()
              + ": "
              + authorities
              + " holds no usable certificates; give a PEM file",
          e);
    }
  }

  private static String token(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .limit(1)
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      NodeSettings.TOKEN_FILE.key()
                          + ": the first line of "
                          + file
                          + " is empty; write the token there"));
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalStateException(
          NodeSettings.TOKEN_FILE.key()
              + ": "
              + file
              + " cannot be read; check the path and its permissions",
          e);
    }
  }
}
