/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import io.roster.registry.admin.grpc.ClusterAdminEndpoint;
import io.roster.registry.cluster.grpc.ClusterRuntimeEndpoint;
import io.roster.wire.globalstore.v1.ArtifactCatalogServiceGrpc;
import io.roster.wire.globalstore.v1.AssemblyViewServiceGrpc;
import io.roster.wire.globalstore.v1.WorkflowOrchestrationServiceGrpc;
import io.roster.wire.memorytier.v1.MemoryTierServiceGrpc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;

/**
 * Everything that is served. A service of the wire whose methods are not built answers
 * UNIMPLEMENTED, which clients of every line understand.
 */
@ApplicationScoped
class Endpoints {

  private ClusterRuntimeEndpoint clusterRuntime;
  private ClusterAdminEndpoint clusterAdmin;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  Endpoints() {}

  @Inject
  Endpoints(ClusterRuntimeEndpoint clusterRuntime, ClusterAdminEndpoint clusterAdmin) {
    this.clusterRuntime = clusterRuntime;
    this.clusterAdmin = clusterAdmin;
  }

  List<Endpoint> all() {
    return List.of(
        new Endpoint(clusterRuntime.service(), Set.of("WorkerHeartbeat")),
        new Endpoint(clusterAdmin.service(), Set.of("HealthCheck", "GetServerInfo")),
        Endpoint.of(new ArtifactCatalogServiceGrpc.ArtifactCatalogServiceImplBase() {}),
        Endpoint.of(new AssemblyViewServiceGrpc.AssemblyViewServiceImplBase() {}),
        Endpoint.of(new WorkflowOrchestrationServiceGrpc.WorkflowOrchestrationServiceImplBase() {}),
        Endpoint.of(new MemoryTierServiceGrpc.MemoryTierServiceImplBase() {}));
  }
}
