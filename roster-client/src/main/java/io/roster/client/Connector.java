/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * How coordinators are connected: token, encryption, and the network beneath. Each method gives
 * another one, with that changed.
 */
public final class Connector {

  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
  private static final Duration KEEP_ALIVE_TIMEOUT = Duration.ofSeconds(20);

  /** A host that takes longer than this to take a connection is cut off. */
  private static final int CONNECT_MILLIS = 1_000;

  private static final Connector PLAIN =
      new Connector(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          UnaryOperator.identity(),
          origin -> {});

  private final Optional<String> token;
  private final Optional<String> actor;
  private final Optional<Path> authorities;
  private final Optional<Tls.Identity> identity;
  private final Optional<String> authority;
  private final UnaryOperator<NettyChannelBuilder> transport;
  private final Consumer<Origin> origins;

  private Connector(
      Optional<String> token,
      Optional<String> actor,
      Optional<Path> authorities,
      Optional<Tls.Identity> identity,
      Optional<String> authority,
      UnaryOperator<NettyChannelBuilder> transport,
      Consumer<Origin> origins) {
    this.token = token;
    this.actor = actor;
    this.authorities = authorities;
    this.identity = identity;
    this.authority = authority;
    this.transport = transport;
    this.origins = origins;
  }

  /** Without a token, and not encrypted. */
  public static Connector plain() {
    return PLAIN;
  }

  /** With the cluster's token on each call. */
  public Connector token(String secret) {
    return new Connector(
        Optional.of(secret), actor, authorities, identity, authority, transport, origins);
  }

  /** In the name of this person, which the journal keeps. */
  public Connector actor(String name) {
    return new Connector(
        token, Optional.of(name), authorities, identity, authority, transport, origins);
  }

  /** Encrypted; the registry must show a certificate of these authorities, a PEM file. */
  public Connector trust(Path pem) {
    return new Connector(token, actor, Optional.of(pem), identity, authority, transport, origins);
  }

  /** Shows a certificate of its own, for a registry that asks for one; both are PEM files. */
  public Connector identity(Path certificate, Path key) {
    return new Connector(
        token,
        actor,
        authorities,
        Optional.of(new Tls.Identity(certificate, key)),
        authority,
        transport,
        origins);
  }

  /** With the last word on how gRPC connects: on network threads of the caller's, for example. */
  public Connector transport(UnaryOperator<NettyChannelBuilder> change) {
    return new Connector(token, actor, authorities, identity, authority, change, origins);
  }

  /** Tells the origin of each answer. */
  public Connector origins(Consumer<Origin> heard) {
    return new Connector(token, actor, authorities, identity, authority, transport, heard);
  }

  /** For addresses that stand for a name: the name is what a certificate must be for. */
  Connector named(Endpoint name) {
    return new Connector(
        token, actor, authorities, identity, Optional.of(name.toString()), transport, origins);
  }

  Optional<String> token() {
    return token;
  }

  /**
   * Connects with the first call.
   *
   * @throws IllegalArgumentException with a sentence, if a file is of no use
   */
  public Connection connect(Endpoint endpoint) {
    NettyChannelBuilder builder =
        NettyChannelBuilder.forTarget("dns:///" + endpoint)
            .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .keepAliveTime(KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS)
            .keepAliveTimeout(KEEP_ALIVE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
            .keepAliveWithoutCalls(true);
    authority.ifPresent(builder::overrideAuthority);
    tls().ifPresentOrElse(builder::sslContext, builder::usePlaintext);
    ManagedChannel channel = transport.apply(builder).build();
    return new Connection(endpoint, channel, headers(), token);
  }

  /**
   * Reads the files now, so that what is wrong with them is known before the first call.
   *
   * @throws IllegalArgumentException with a sentence, if a file is of no use
   */
  public void check() {
    var unused = tls();
  }

  private Optional<SslContext> tls() {
    if (authorities.isEmpty() && identity.isPresent()) {
      throw new IllegalArgumentException(
          "A certificate of one's own is of use only with TLS: say which authorities to trust");
    }
    return authorities.map(pem -> Tls.of(pem, identity));
  }

  private Headers headers() {
    Metadata sent = new Metadata();
    token.ifPresent(secret -> sent.put(ClusterToken.KEY, secret));
    actor.ifPresent(name -> sent.put(Headers.ACTOR, name));
    return new Headers(sent, origins);
  }
}
