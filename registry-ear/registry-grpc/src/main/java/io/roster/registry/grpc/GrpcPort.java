/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.roster.registry.drain.OpenCalls;
import io.roster.registry.drain.ServedPort;
import io.roster.registry.platform.Readiness;
import io.roster.registry.platform.Readiness.Check;
import io.roster.settings.RegistrySettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The open port. Closing it tells each connection to go away: what was begun there is finished, the
 * next call of its client opens a connection to somebody else, and one that was on its way is
 * served here or repeated there by the client's library.
 */
final class GrpcPort implements ServedPort {

  /** Makes a server that is not started yet. */
  @FunctionalInterface
  interface Assembly {
    Server at(InetSocketAddress address, HealthStatusManager health);
  }

  private static final Duration LAST_BREATH = Duration.ofSeconds(2);

  private final Assembly assembly;
  private final Endpoints endpoints;
  private final CallGate gate;
  private final Readiness readiness;
  private final String host;
  private int port;
  private boolean told;
  private @Nullable Server server;
  private HealthStatusManager health = new HealthStatusManager();

  GrpcPort(
      Assembly assembly,
      Endpoints endpoints,
      CallGate gate,
      Readiness readiness,
      String host,
      int port) {
    this.assembly = assembly;
    this.endpoints = endpoints;
    this.gate = gate;
    this.readiness = readiness;
    this.host = host;
    this.port = port;
  }

  /** Where it is bound: another port than asked for when any free one was. */
  synchronized int port() {
    return port;
  }

  /** Binds the port. Whoever comes is served; those who look first are not asked to come yet. */
  synchronized void listen() {
    bind();
    says(ServingStatus.NOT_SERVING);
    readiness.report(new Check("grpc", false, "the coordinator is still starting"));
  }

  /** The start is over: asks everybody to come, unless somebody said otherwise meanwhile. */
  synchronized void welcome() {
    if (!told) {
      serve();
    }
  }

  private void bind() {
    if (server == null) {
      health = new HealthStatusManager();
      gate.open();
      Server started = started(assembly.at(new InetSocketAddress(host, port), health));
      server = started;
      port = started.getPort();
    }
  }

  @Override
  public synchronized void serve() {
    told = true;
    bind();
    says(ServingStatus.SERVING);
    readiness.report(new Check("grpc", true, "serves on " + host + ":" + port));
  }

  private Server started(Server built) {
    try {
      return built.start();
    } catch (IOException taken) {
      throw new IllegalStateException(
          "The gRPC port "
              + host
              + ":"
              + port
              + " cannot be opened: "
              + rootMessage(taken)
              + "; free it or choose another with "
              + RegistrySettings.GRPC_PORT.key(),
          taken);
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  private void says(ServingStatus status) {
    health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
    endpoints.all().forEach(endpoint -> health.setStatus(endpoint.name(), status));
  }

  @Override
  public synchronized void announceLeaving() {
    told = true;
    readiness.report(new Check("grpc", false, "leaves: go on at another coordinator"));
    says(ServingStatus.NOT_SERVING);
  }

  @Override
  public synchronized void close() {
    told = true;
    readiness.report(new Check("grpc", false, "is closed"));
    Server closing = server;
    if (closing == null) {
      return;
    }
    health.enterTerminalState();
    gate.close();
    closing.shutdown();
    endpoints.endStreams();
    gate.endStrangers();
  }

  @Override
  public boolean awaitEnd(Duration limit) {
    Server closing = current();
    try {
      // A connection may stay for a while after its last call; that holds nobody up.
      return closing == null
          || closing.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)
          || gate.count().all() == 0;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized @Nullable Server current() {
    return server;
  }

  @Override
  public void cut() {
    Server closing = current();
    if (closing == null) {
      return;
    }
    closing.shutdownNow();
    awaitEnd(LAST_BREATH);
    synchronized (this) {
      server = null;
    }
  }

  @Override
  public OpenCalls open() {
    return gate.count();
  }
}
