/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.product;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.roster.wire.node.v1.ListReplicasRequest;
import io.roster.wire.node.v1.NodeReplica;
import io.roster.wire.node.v1.NodeServiceGrpc;
import io.roster.wire.node.v1.NodeServiceGrpc.NodeServiceBlockingStub;
import io.roster.wire.node.v1.StatusRequest;
import io.roster.wire.node.v1.StatusResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A node as {@code ./roster node} runs it, with a place of its own that it keeps over restarts. */
public final class NodeProcess implements AutoCloseable {

  private static final long CALL_SECONDS = 10;

  private final String name;
  private final String registry;
  private final Map<String, String> environment;
  private final int grpcPort = FreePorts.one();
  private final int peerPort = FreePorts.one();
  private final int httpPort = FreePorts.one();
  private final Path data;
  private final ManagedChannel channel;
  private RosterProcess process;

  private NodeProcess(String name, String registry, Map<String, String> environment) {
    this.name = name;
    this.registry = registry;
    this.environment = Map.copyOf(environment);
    this.data = Build.work("node-" + name + "-" + grpcPort);
    this.channel = NettyChannelBuilder.forAddress("127.0.0.1", grpcPort).usePlaintext().build();
    this.process = run();
  }

  /** Starts one; {@link #awaitReady} tells when it serves. */
  public static NodeProcess start(String name, String registry, Map<String, String> environment) {
    return new NodeProcess(name, registry, environment);
  }

  private RosterProcess run() {
    return RosterProcess.run(
        environment,
        List.of(
            "node",
            "--name",
            name,
            "--registry",
            registry,
            "--grpc-port",
            String.valueOf(grpcPort),
            "--p2p-port",
            String.valueOf(peerPort),
            "--http-port",
            String.valueOf(httpPort),
            "--data",
            data.toString()));
  }

  public NodeProcess awaitReady() {
    process.awaitLine("Node is ready");
    return this;
  }

  /** Starts it again after its end. */
  public NodeProcess restart() {
    process = run();
    return awaitReady();
  }

  public String name() {
    return name;
  }

  /** Its gRPC port as the command line takes it. */
  public String endpoint() {
    return "127.0.0.1:" + grpcPort;
  }

  public int httpPort() {
    return httpPort;
  }

  public NodeServiceBlockingStub service() {
    return NodeServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
  }

  /** What it says of itself; empty while it does not answer. */
  public Optional<StatusResponse> status() {
    try {
      return Optional.of(service().status(StatusRequest.getDefaultInstance()));
    } catch (StatusRuntimeException away) {
      return Optional.empty();
    }
  }

  /** Whether it is registered and agrees with the registry. */
  public boolean isReady() {
    return status().filter(status -> status.getReasonsCount() == 0).isPresent();
  }

  public List<NodeReplica> replicas() {
    return service().listReplicas(ListReplicasRequest.getDefaultInstance()).getReplicasList();
  }

  /** SIGKILL for all of it, the server first. */
  public void kill() {
    List<ProcessHandle> all = new ArrayList<>(process.children());
    all.forEach(ProcessHandle::destroyForcibly);
    process.kill();
    all.forEach(each -> each.onExit().join());
  }

  /** It does nothing and is not gone. */
  public Standstill standstill() {
    return Standstill.of(process.children());
  }

  @Override
  public void close() {
    channel.shutdownNow();
    process.close();
  }
}
