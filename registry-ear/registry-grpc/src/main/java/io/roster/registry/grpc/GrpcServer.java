/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.roster.registry.admin.ServerInfoService;
import io.roster.registry.drain.CoordinatorDrain;
import io.roster.registry.journal.JournalFeed;
import io.roster.registry.platform.Arrival;
import io.roster.registry.platform.ChangeRehearsal;
import io.roster.registry.platform.Readiness;
import io.roster.registry.platform.grpc.Caller;
import io.roster.registry.platform.grpc.OperatorName;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the gRPC port when everything behind it is ready, asks callers to come when everything
 * beside it is deployed, and drains and closes it before anything behind it goes.
 */
@Startup
@Singleton
@Local(Arrival.class)
@DependsOn("registry-core.jar#Coordinator")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class GrpcServer implements Arrival {

  private static final Logger LOG = LoggerFactory.getLogger(GrpcServer.class);

  /** Daemons ping every 30 seconds, calls or no calls. */
  private static final int SHORTEST_PING_SECONDS = 10;

  private static final int STOP_SECONDS = 5;
  private static final Rehearsal.Length REHEARSAL =
      new Rehearsal.Length(5, Duration.ofMillis(1_500), Duration.ofSeconds(15));
  private static final int NETWORK_THREADS =
      Math.max(2, Runtime.getRuntime().availableProcessors());

  @Resource private ManagedThreadFactory threads;
  @Resource private ContextService contexts;
  @Inject private Settings settings;
  @Inject private Endpoints endpoints;
  @EJB private ServerInfoService info;
  @EJB private Readiness readiness;
  @EJB private JournalFeed journal;
  @EJB private CoordinatorDrain drain;
  @EJB private ChangeRehearsal changes;
  private @Nullable GrpcPort port;
  private @Nullable Admission admission;
  private @Nullable EventLoopGroup acceptors;
  private @Nullable EventLoopGroup network;

  @PostConstruct
  void start() {
    String host = settings.get(RegistrySettings.GRPC_HOST);
    String token = info.clusterToken();
    requireProtection(host, token);
    ServerCredentials credentials = credentials();
    makeThreads();
    CallGate gate = gate();
    GrpcPort opened =
        new GrpcPort(
            (address, health) ->
                assemble(address, credentials, token, gate)
                    .intercept(new CallMetrics())
                    .intercept(new PositionStamp(journal.position()))
                    .addService(health.getHealthService())
                    .addService(ProtoReflectionServiceV1.newInstance())
                    .build(),
            endpoints,
            gate,
            readiness,
            host,
            settings.get(RegistrySettings.GRPC_PORT));
    port = opened;
    open(opened, host);
  }

  private void open(GrpcPort opened, String host) {
    try {
      opened.listen();
    } catch (IllegalStateException taken) {
      stop();
      throw taken;
    }
    info.grpcBound(host, opened.port());
    drain.serves(opened);
    LOG.info("grpc_open host={} port={}", host, opened.port());
  }

  @Override
  public void everythingIsDeployed() {
    GrpcPort opened = port;
    if (opened != null) {
      threads
          .newThread(
              () -> {
                rehearseChanges();
                rehearseCalls();
                opened.welcome();
              })
          .start();
    }
  }

  private void rehearseChanges() {
    try {
      changes.rehearse();
    } catch (RuntimeException failed) {
      // The database may be away; calls are rehearsed all the same.
      LOG.warn("rehearsal_skipped what=changes detail=\"{}\"", failed.toString());
    }
  }

  /** At a port and with a token of its own: nobody else gets in there, and nothing is counted. */
  private void rehearseCalls() {
    String token = UUID.randomUUID().toString();
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Server stage =
        assemble(anyPort, InsecureServerCredentials.create(), token, gate())
            .intercept(new PositionStamp(journal.position()))
            .build();
    try {
      stage.start();
      int calls = Rehearsal.at(stage.getListenSockets().get(0), token, REHEARSAL);
      LOG.info("rehearsed calls={}", calls);
    } catch (IOException | RuntimeException failed) {
      // Callers then find it at less than its best, but they find it.
      LOG.warn("rehearsal_skipped what=calls detail=\"{}\"", failed.toString());
    } finally {
      stage.shutdownNow();
    }
  }

  private CallGate gate() {
    return new CallGate(Endpoints.WAITING, endpoints.names());
  }

  /** All but what tells of the calls. */
  private NettyServerBuilder assemble(
      InetSocketAddress address, ServerCredentials credentials, String token, CallGate gate) {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(address, credentials)
            .permitKeepAliveTime(SHORTEST_PING_SECONDS, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .maxInboundMessageSize(messageLimit())
            .bossEventLoopGroup(acceptors)
            .workerEventLoopGroup(network)
            .channelType(NioServerSocketChannel.class)
            .directExecutor()
            .callExecutor(admission());
    // The interceptor added last runs first: whatever refuses a call is still counted.
    builder
        .intercept(new OperatorName())
        .intercept(new Caller(memoryOnly()))
        .intercept(new MinimumRevision(journal.position()))
        .intercept(new ErrorMapping());
    if (!token.isEmpty()) {
      builder.intercept(new TokenGuard(token));
    }
    builder.intercept(admission()).intercept(gate);
    for (Endpoint endpoint : endpoints.all()) {
      builder.addService(MalformedRequest.tolerated(endpoint.service().bindService()));
    }
    return builder;
  }

  private int messageLimit() {
    return (int) Math.min(Integer.MAX_VALUE, settings.get(RegistrySettings.GRPC_MESSAGE_LIMIT));
  }

  private void makeThreads() {
    ThreadFactory loops = new NetworkThreads(contexts);
    acceptors = new NioEventLoopGroup(1, loops);
    network = new NioEventLoopGroup(NETWORK_THREADS, loops);
    admission = new Admission(memoryOnly(), settings.get(RegistrySettings.GRPC_THREADS), threads);
  }

  private Admission admission() {
    return java.util.Objects.requireNonNull(admission, "admission is set before it is used");
  }

  private Set<String> memoryOnly() {
    Stream<String> ours =
        endpoints.all().stream()
            .flatMap(
                endpoint ->
                    endpoint.memoryOnly().stream().map(method -> endpoint.name() + "/" + method));
    return Stream.concat(
            ours, Stream.of("grpc.health.v1.Health/Check", "grpc.health.v1.Health/Watch"))
        .collect(Collectors.toUnmodifiableSet());
  }

  private void requireProtection(String host, String token) {
    boolean isProtected =
        settings.find(RegistrySettings.GRPC_TLS_CERT).isPresent() && !token.isEmpty();
    if (isLoopback(host) || isProtected) {
      return;
    }
    if (settings.get(RegistrySettings.INSECURE)) {
      LOG.warn(
          "grpc_insecure code=ROS-2004 host={} detail=\"anyone who reaches this port may do"
              + " anything\"",
          host);
      return;
    }
    throw new IllegalStateException(
        RegistrySettings.GRPC_HOST.key()
            + " = "
            + host
            + " is reachable from other hosts: set "
            + RegistrySettings.GRPC_TLS_CERT.key()
            + ", "
            + RegistrySettings.GRPC_TLS_KEY.key()
            + " and "
            + RegistrySettings.TOKEN_FILE.key()
            + ", or say "
            + RegistrySettings.INSECURE.key()
            + " = true");
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      throw new IllegalStateException(
          RegistrySettings.GRPC_HOST.key() + " = " + host + " is no address of this host", unknown);
    }
  }

  private ServerCredentials credentials() {
    if (settings.find(RegistrySettings.GRPC_TLS_CERT).isEmpty()) {
      return InsecureServerCredentials.create();
    }
    File cert =
        file(RegistrySettings.GRPC_TLS_CERT.key(), settings.get(RegistrySettings.GRPC_TLS_CERT));
    File key =
        file(RegistrySettings.GRPC_TLS_KEY.key(), settings.get(RegistrySettings.GRPC_TLS_KEY));
    try {
      TlsServerCredentials.Builder tls = TlsServerCredentials.newBuilder().keyManager(cert, key);
      if (settings.find(RegistrySettings.GRPC_TLS_CLIENT_CA).isPresent()) {
        tls.trustManager(
                file(
                    RegistrySettings.GRPC_TLS_CLIENT_CA.key(),
                    settings.get(RegistrySettings.GRPC_TLS_CLIENT_CA)))
            .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
      }
      return tls.build();
    } catch (IOException unreadable) {
      throw new IllegalStateException(
          "The TLS files cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }

  private static File file(String key, Path path) {
    File file = path.toFile();
    if (!file.canRead()) {
      throw new IllegalStateException(
          key + ": " + path + " cannot be read; check the path and its permissions");
    }
    return file;
  }

  @PreDestroy
  void stop() {
    leave();
    if (admission != null) {
      admission.stop();
    }
    for (EventLoopGroup group : groups()) {
      group
          .shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS)
          .awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
    }
    acceptors = null;
    network = null;
  }

  private void leave() {
    GrpcPort leaving = port;
    port = null;
    if (leaving == null) {
      return;
    }
    try {
      drain.leave();
    } catch (RuntimeException undrained) {
      LOG.warn("drain_failed code=ROS-2005 cause=\"{}\"", undrained.toString(), undrained);
    }
    // Nothing is left to do here after a drain.
    leaving.close();
    leaving.awaitEnd(Duration.ofSeconds(STOP_SECONDS));
    leaving.cut();
  }

  private List<EventLoopGroup> groups() {
    return Stream.of(acceptors, network)
        .filter(java.util.Objects::nonNull)
        .map(java.util.Objects::requireNonNull)
        .toList();
  }
}
