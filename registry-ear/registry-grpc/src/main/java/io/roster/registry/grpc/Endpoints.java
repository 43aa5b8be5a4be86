/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import io.roster.registry.admin.grpc.ClusterAdminEndpoint;
import io.roster.registry.artifact.grpc.ArtifactCatalogEndpoint;
import io.roster.registry.artifact.grpc.AssemblyViewEndpoint;
import io.roster.registry.backup.grpc.BackupEndpoint;
import io.roster.registry.cluster.grpc.ClusterRuntimeEndpoint;
import io.roster.registry.command.grpc.NodeCommandEndpoint;
import io.roster.registry.command.grpc.OperatorEndpoint;
import io.roster.registry.facts.grpc.FleetEndpoint;
import io.roster.registry.journal.grpc.WatchEndpoint;
import io.roster.v1.NodeCommandServiceGrpc;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.WorkflowOrchestrationServiceGrpc;
import io.roster.wire.memorytier.v1.MemoryTierServiceGrpc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that is served. A service of the wire whose methods are not built answers
 * UNIMPLEMENTED, which clients of every line understand.
 */
@ApplicationScoped
class Endpoints {

  /** Calls that wait for something to happen, and would outlast a port that closes. */
  static final Set<String> WAITING =
      Set.of(
          NodeCommandServiceGrpc.getTakeCommandsMethod().getFullMethodName(),
          ClusterRuntimeServiceGrpc.getRequestReplicaTransportMethod().getFullMethodName());

  private ClusterRuntimeEndpoint clusterRuntime;
  private ClusterAdminEndpoint clusterAdmin;
  private WatchEndpoint watch;
  private OperatorEndpoint operator;
  private NodeCommandEndpoint nodeCommands;
  private FleetEndpoint fleet;
  private BackupEndpoint backups;
  private ArtifactCatalogEndpoint artifactCatalog;
  private AssemblyViewEndpoint assemblyView;
  private List<Endpoint> all = List.of();

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  Endpoints() {}

  @Inject
  Endpoints(
      ClusterRuntimeEndpoint clusterRuntime,
      ClusterAdminEndpoint clusterAdmin,
      ArtifactCatalogEndpoint artifactCatalog,
      AssemblyViewEndpoint assemblyView,
      WatchEndpoint watch,
      OperatorEndpoint operator,
      NodeCommandEndpoint nodeCommands,
      FleetEndpoint fleet,
      BackupEndpoint backups) {
    this.clusterRuntime = clusterRuntime;
    this.clusterAdmin = clusterAdmin;
    this.artifactCatalog = artifactCatalog;
    this.assemblyView = assemblyView;
    this.watch = watch;
    this.operator = operator;
    this.nodeCommands = nodeCommands;
    this.fleet = fleet;
    this.backups = backups;
  }

  /** The same ones each time, so that what is served is what is ended. */
  synchronized List<Endpoint> all() {
    if (all.isEmpty()) {
      all = assembled();
    }
    return all;
  }

  private List<Endpoint> assembled() {
    return List.of(
        new Endpoint(
            clusterRuntime.service(),
            Set.of(
                "WorkerHeartbeat",
                "InstanceHeartbeat",
                "RegisterReplica",
                "BatchGetReplicaCounts")),
        new Endpoint(clusterAdmin.service(), Set.of("HealthCheck", "GetServerInfo")),
        new Endpoint(artifactCatalog.service(), ArtifactCatalogEndpoint.MEMORY_ONLY),
        new Endpoint(assemblyView.service(), AssemblyViewEndpoint.MEMORY_ONLY),
        Endpoint.of(new WorkflowOrchestrationServiceGrpc.WorkflowOrchestrationServiceImplBase() {}),
        Endpoint.of(new MemoryTierServiceGrpc.MemoryTierServiceImplBase() {}),
        new Endpoint(watch.service(), Set.of("Watch")),
        Endpoint.of(operator.service()),
        Endpoint.of(fleet.service()),
        Endpoint.of(backups.service()),
        new Endpoint(nodeCommands.service(), Set.of("TakeCommands")));
  }

  Set<String> names() {
    return all().stream().map(Endpoint::name).collect(Collectors.toUnmodifiableSet());
  }

  /** Ends the calls that would not end by themselves, since the port closes. */
  void endStreams() {
    watch.endAll();
    backups.endAll();
    nodeCommands.endAll();
    clusterRuntime.endWaits();
  }
}
