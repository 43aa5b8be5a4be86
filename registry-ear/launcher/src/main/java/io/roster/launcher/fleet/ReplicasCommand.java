/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import com.google.protobuf.Message;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.roster.client.Connection;
import io.roster.launcher.Terminal;
import io.roster.v1.FleetServiceGrpc;
import io.roster.v1.FleetServiceGrpc.FleetServiceBlockingStub;
import io.roster.v1.ListReplicasRequest;
import io.roster.v1.ListReplicasResponse;
import io.roster.v1.Replica;
import io.roster.wire.node.v1.NodeReplica;
import io.roster.wire.node.v1.NodeServiceGrpc;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code roster replicas}. */
@Command(
    name = "replicas",
    description = "Lists replicas: those that the registry knows, or those that one node holds.")
public final class ReplicasCommand extends ShowCommand<Message> {

  private static final long CALL_SECONDS = 30;

  @Parameters(
      paramLabel = "ARTIFACT",
      arity = "0..1",
      description = "Only those of this artifact: its id, or at the registry its key.")
  private String artifact = "";

  @Option(names = "--worker", paramLabel = "ID", description = "Only what this worker holds.")
  private String worker = "";

  @Option(
      names = "--node",
      paramLabel = "HOST:PORT",
      description = "The gRPC port of the node to ask instead of the registry.")
  private @Nullable String node;

  @Option(
      names = "--limit",
      paramLabel = "ROWS",
      defaultValue = "1000",
      description = "How many rows of the registry at most; 0 for all. Default: 1000")
  private int limit;

  @Override
  public Integer call() throws InterruptedException {
    if (node == null) {
      return super.call();
    }
    if (registry().isGiven()) {
      throw new ParameterException(
          spec().commandLine(), "--registry and --node are two places to ask: give one.");
    }
    try (Connection connection = NodeConnection.to(node, registry().tokenFile())) {
      output().show(() -> held(connection), this::table, Terminal.standard());
      return 0;
    } catch (StatusRuntimeException e) {
      throw CallFailed.of("The node at " + node, e);
    }
  }

  @Override
  Message ask(Channel registry) {
    String id = ArtifactName.id(registry, artifact);
    FleetServiceBlockingStub fleet = FleetServiceGrpc.newBlockingStub(registry);
    return Pages.gathered(
        Math.max(0, limit),
        page ->
            fleet.listReplicas(
                ListReplicasRequest.newBuilder()
                    .setPage(page)
                    .setArtifactId(id)
                    .setWorkerId(worker)
                    .build()));
  }

  private Message held(Connection connection) {
    io.roster.wire.node.v1.ListReplicasResponse.Builder all =
        io.roster.wire.node.v1.ListReplicasResponse.newBuilder();
    do {
      io.roster.wire.node.v1.ListReplicasResponse page =
          NodeServiceGrpc.newBlockingStub(connection.calls())
              .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)
              .listReplicas(
                  io.roster.wire.node.v1.ListReplicasRequest.newBuilder()
                      .setArtifactId(artifact)
                      .setPageToken(all.getNextPageToken())
                      .build());
      all.addAllReplicas(page.getReplicasList()).setNextPageToken(page.getNextPageToken());
    } while (!all.getNextPageToken().isEmpty());
    return all.build();
  }

  @Override
  List<String> table(Message answer, boolean wide) {
    return answer instanceof ListReplicasResponse ofRegistry
        ? ofRegistry(ofRegistry, wide)
        : ofNode((io.roster.wire.node.v1.ListReplicasResponse) answer);
  }

  private static List<String> ofRegistry(ListReplicasResponse answer, boolean wide) {
    Columns<Replica> columns =
        new Columns<Replica>()
            .with("ARTIFACT", Replica::getArtifactId)
            .wide("VIEW", Replica::getViewId)
            .with("NODE", Replica::getNodeId)
            .with("ADDRESS", replica -> replica.getNodeAddress() + ":" + replica.getNodePort())
            .with("MEMORY", ReplicasCommand::memory)
            .with("SIZE", replica -> Text.bytes(replica.getBytes()))
            .with("STATE", ReplicasCommand::state)
            .with("REPLICA", Replica::getReplicaId)
            .wide("WORKER", Replica::getWorkerId)
            .wide("SERVES", replica -> replica.getServing() + "/" + replica.getMaxConcurrency())
            .wide("UPDATED", replica -> Text.time(replica.getUpdatedAt()));
    return Pages.withRest(
        columns.table(answer.getReplicasList(), wide), answer.getPage(), "replicas");
  }

  private static String memory(Replica replica) {
    return switch (replica.getMemory()) {
      case "gpu" -> "GPU:" + replica.getDeviceId();
      case "ram" -> "RAM";
      default -> "DISK";
    };
  }

  private static String state(Replica replica) {
    return replica.getCondition().equals("available")
        ? Text.words(replica.getExport())
        : replica.getCondition();
  }

  private static List<String> ofNode(io.roster.wire.node.v1.ListReplicasResponse answer) {
    if (answer.getReplicasCount() == 0) {
      return List.of("There are no replicas.");
    }
    return new Columns<NodeReplica>()
        .with("ARTIFACT", replica -> replica.getPlace().getArtifactId())
        .with("MEMORY", ReplicasCommand::memory)
        .with("SIZE", replica -> Text.bytes(replica.getSizeBytes()))
        .with("PINNED", replica -> replica.getPinned() ? "yes" : "no")
        .with("IN USE", replica -> replica.getInUse() ? "yes" : "no")
        .with("LOADED", replica -> Text.time(replica.getLoadedAt()))
        .table(answer.getReplicasList(), false);
  }

  private static String memory(NodeReplica replica) {
    return switch (replica.getPlace().getMemory()) {
      case REPLICA_MEMORY_GPU -> "GPU:" + replica.getPlace().getDevice();
      case REPLICA_MEMORY_RAM -> "RAM";
      default -> "DISK";
    };
  }
}
