/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.grpc;

import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import io.roster.registry.chunk.ChunkService;
import io.roster.registry.chunk.grpc.ChunkCalls;
import io.roster.registry.cluster.WorkerService;
import io.roster.registry.instance.InstanceService;
import io.roster.registry.instance.grpc.InstanceCalls;
import io.roster.registry.platform.grpc.Caller;
import io.roster.registry.reconcile.ReconcileService;
import io.roster.registry.reconcile.grpc.ReconcileCalls;
import io.roster.registry.replica.ReplicaService;
import io.roster.registry.replica.grpc.ReplicaCalls;
import io.roster.registry.shard.ShardService;
import io.roster.registry.shard.grpc.ShardCalls;
import io.roster.registry.transport.TransportService;
import io.roster.registry.transport.grpc.TransportCalls;
import io.roster.wire.globalstore.v1.AcquireShardHomeLeaseRequest;
import io.roster.wire.globalstore.v1.AcquireShardHomeLeaseResponse;
import io.roster.wire.globalstore.v1.BatchGetReplicaCountsRequest;
import io.roster.wire.globalstore.v1.BatchGetReplicaCountsResponse;
import io.roster.wire.globalstore.v1.BatchGetShardHomeLeasesRequest;
import io.roster.wire.globalstore.v1.BatchGetShardHomeLeasesResponse;
import io.roster.wire.globalstore.v1.BatchKeepaliveShardHomeLeasesRequest;
import io.roster.wire.globalstore.v1.BatchKeepaliveShardHomeLeasesResponse;
import io.roster.wire.globalstore.v1.BatchUpdateChunkStatesRequest;
import io.roster.wire.globalstore.v1.BatchUpdateChunkStatesResponse;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc.ClusterRuntimeServiceImplBase;
import io.roster.wire.globalstore.v1.CompleteReplicaTransportRequest;
import io.roster.wire.globalstore.v1.CompleteReplicaTransportResponse;
import io.roster.wire.globalstore.v1.GetShardHomeLeaseRequest;
import io.roster.wire.globalstore.v1.GetShardHomeLeaseResponse;
import io.roster.wire.globalstore.v1.InstanceHeartbeatRequest;
import io.roster.wire.globalstore.v1.InstanceHeartbeatResponse;
import io.roster.wire.globalstore.v1.KeepaliveShardHomeLeaseRequest;
import io.roster.wire.globalstore.v1.KeepaliveShardHomeLeaseResponse;
import io.roster.wire.globalstore.v1.ListActiveInstancesRequest;
import io.roster.wire.globalstore.v1.ListActiveInstancesResponse;
import io.roster.wire.globalstore.v1.ListActiveWorkersRequest;
import io.roster.wire.globalstore.v1.ListActiveWorkersResponse;
import io.roster.wire.globalstore.v1.ListReplicasV2Request;
import io.roster.wire.globalstore.v1.ListReplicasV2Response;
import io.roster.wire.globalstore.v1.MarkReplicaUnavailableRequest;
import io.roster.wire.globalstore.v1.MarkReplicaUnavailableResponse;
import io.roster.wire.globalstore.v1.QueryChunkLocationsRequest;
import io.roster.wire.globalstore.v1.QueryChunkLocationsResponse;
import io.roster.wire.globalstore.v1.QueryTransportWindowRequest;
import io.roster.wire.globalstore.v1.QueryTransportWindowResponse;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateRequest;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateResponse;
import io.roster.wire.globalstore.v1.RegisterInstanceRequest;
import io.roster.wire.globalstore.v1.RegisterInstanceResponse;
import io.roster.wire.globalstore.v1.RegisterReplicaRequest;
import io.roster.wire.globalstore.v1.RegisterReplicaResponse;
import io.roster.wire.globalstore.v1.RegisterWorkerRequest;
import io.roster.wire.globalstore.v1.RegisterWorkerResponse;
import io.roster.wire.globalstore.v1.ReleaseShardHomeLeaseRequest;
import io.roster.wire.globalstore.v1.ReleaseShardHomeLeaseResponse;
import io.roster.wire.globalstore.v1.RequestReplicaTransportRequest;
import io.roster.wire.globalstore.v1.RequestReplicaTransportResponse;
import io.roster.wire.globalstore.v1.UnregisterInstanceRequest;
import io.roster.wire.globalstore.v1.UnregisterInstanceResponse;
import io.roster.wire.globalstore.v1.UnregisterReplicaByWorkerRequest;
import io.roster.wire.globalstore.v1.UnregisterReplicaByWorkerResponse;
import io.roster.wire.globalstore.v1.UnregisterReplicaRequest;
import io.roster.wire.globalstore.v1.UnregisterReplicaResponse;
import io.roster.wire.globalstore.v1.UnregisterWorkerRequest;
import io.roster.wire.globalstore.v1.UnregisterWorkerResponse;
import io.roster.wire.globalstore.v1.UpdateReplicaRequest;
import io.roster.wire.globalstore.v1.UpdateReplicaResponse;
import io.roster.wire.globalstore.v1.WaitReplicaDrainRequest;
import io.roster.wire.globalstore.v1.WaitReplicaDrainResponse;
import io.roster.wire.globalstore.v1.WorkerHeartbeatRequest;
import io.roster.wire.globalstore.v1.WorkerHeartbeatResponse;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** ClusterRuntimeService, put together from the rpcs of each feature. */
@ApplicationScoped
public class ClusterRuntimeEndpoint {

  @EJB private WorkerService workers;
  @EJB private ReplicaService replicas;
  @EJB private ReconcileService reconciling;
  @EJB private TransportService transports;
  @EJB private InstanceService instances;
  @EJB private ChunkService chunks;
  @EJB private ShardService shards;
  private volatile @Nullable TransportCalls served;

  /** What it stands on. */
  public record Doors(
      WorkerService workers,
      ReplicaService replicas,
      ReconcileService reconciling,
      TransportService transports,
      InstanceService instances,
      ChunkService chunks,
      ShardService shards) {}

  /** The gRPC side of it. */
  public BindableService service() {
    TransportCalls calls = new TransportCalls(transports);
    served = calls;
    return new Service(
        new Doors(workers, replicas, reconciling, transports, instances, chunks, shards), calls);
  }

  /** Sends those who wait for a source to another coordinator. */
  public void endWaits() {
    TransportCalls calls = served;
    if (calls != null) {
      calls.endAll();
    }
  }

  /** The gRPC side of any registry. */
  public static BindableService serving(Doors doors) {
    return new Service(doors, new TransportCalls(doors.transports()));
  }

  private static final class Service extends ClusterRuntimeServiceImplBase {

    private final WorkerCalls workers;
    private final ReplicaCalls replicas;
    private final ReconcileCalls reconciling;
    private final TransportCalls transports;
    private final InstanceCalls instances;
    private final ChunkCalls chunks;
    private final ShardCalls shards;

    Service(Doors doors, TransportCalls transports) {
      workers = new WorkerCalls(doors.workers());
      replicas = new ReplicaCalls(doors.replicas());
      reconciling = new ReconcileCalls(doors.reconciling());
      this.transports = transports;
      instances = new InstanceCalls(doors.instances());
      chunks = new ChunkCalls(doors.chunks());
      shards = new ShardCalls(doors.shards());
    }

    // Workers.

    @Override
    public void registerWorker(
        RegisterWorkerRequest request, StreamObserver<RegisterWorkerResponse> answer) {
      answer.onNext(workers.register(request));
      answer.onCompleted();
    }

    @Override
    public void workerHeartbeat(
        WorkerHeartbeatRequest request, StreamObserver<WorkerHeartbeatResponse> answer) {
      answer.onNext(workers.beat(request));
      answer.onCompleted();
    }

    @Override
    public void unregisterWorker(
        UnregisterWorkerRequest request, StreamObserver<UnregisterWorkerResponse> answer) {
      answer.onNext(workers.unregister(request));
      answer.onCompleted();
    }

    @Override
    public void listActiveWorkers(
        ListActiveWorkersRequest request, StreamObserver<ListActiveWorkersResponse> answer) {
      answer.onNext(workers.list(request));
      answer.onCompleted();
    }

    // Replicas.

    @Override
    public void registerReplica(
        RegisterReplicaRequest request, StreamObserver<RegisterReplicaResponse> answer) {
      replicas.registerReplica(request, answer);
    }

    @Override
    public void waitReplicaDrain(
        WaitReplicaDrainRequest request, StreamObserver<WaitReplicaDrainResponse> answer) {
      replicas.waitReplicaDrain(request, answer);
    }

    @Override
    public void updateReplica(
        UpdateReplicaRequest request, StreamObserver<UpdateReplicaResponse> answer) {
      answer.onNext(replicas.updateReplica(request));
      answer.onCompleted();
    }

    @Override
    public void unregisterReplica(
        UnregisterReplicaRequest request, StreamObserver<UnregisterReplicaResponse> answer) {
      answer.onNext(replicas.unregisterReplica(request));
      answer.onCompleted();
    }

    @Override
    public void unregisterReplicaByWorker(
        UnregisterReplicaByWorkerRequest request,
        StreamObserver<UnregisterReplicaByWorkerResponse> answer) {
      answer.onNext(replicas.unregisterReplicaByWorker(request));
      answer.onCompleted();
    }

    @Override
    public void markReplicaUnavailable(
        MarkReplicaUnavailableRequest request,
        StreamObserver<MarkReplicaUnavailableResponse> answer) {
      answer.onNext(replicas.markReplicaUnavailable(request));
      answer.onCompleted();
    }

    @Override
    public void listReplicasV2(
        ListReplicasV2Request request, StreamObserver<ListReplicasV2Response> answer) {
      answer.onNext(replicas.listReplicas(request));
      answer.onCompleted();
    }

    @Override
    public void batchGetReplicaCounts(
        BatchGetReplicaCountsRequest request,
        StreamObserver<BatchGetReplicaCountsResponse> answer) {
      answer.onNext(replicas.countReplicas(request));
      answer.onCompleted();
    }

    // Reconciling.

    @Override
    public void reconcileWorkerState(
        ReconcileWorkerStateRequest request, StreamObserver<ReconcileWorkerStateResponse> answer) {
      answer.onNext(reconciling.reconcile(request));
      answer.onCompleted();
    }

    // Transports.

    @Override
    public void requestReplicaTransport(
        RequestReplicaTransportRequest request,
        StreamObserver<RequestReplicaTransportResponse> answer) {
      transports.requestReplicaTransport(request, answer);
    }

    @Override
    public void completeReplicaTransport(
        CompleteReplicaTransportRequest request,
        StreamObserver<CompleteReplicaTransportResponse> answer) {
      answer.onNext(transports.completeReplicaTransport(request));
      answer.onCompleted();
    }

    @Override
    public void queryTransportWindow(
        QueryTransportWindowRequest request, StreamObserver<QueryTransportWindowResponse> answer) {
      answer.onNext(transports.queryTransportWindow(request));
      answer.onCompleted();
    }

    // Instances.

    @Override
    public void registerInstance(
        RegisterInstanceRequest request, StreamObserver<RegisterInstanceResponse> answer) {
      answer.onNext(instances.register(request));
      answer.onCompleted();
    }

    @Override
    public void instanceHeartbeat(
        InstanceHeartbeatRequest request, StreamObserver<InstanceHeartbeatResponse> answer) {
      answer.onNext(instances.beat(request));
      answer.onCompleted();
    }

    @Override
    public void unregisterInstance(
        UnregisterInstanceRequest request, StreamObserver<UnregisterInstanceResponse> answer) {
      answer.onNext(instances.unregister(request));
      answer.onCompleted();
    }

    @Override
    public void listActiveInstances(
        ListActiveInstancesRequest request, StreamObserver<ListActiveInstancesResponse> answer) {
      answer.onNext(instances.list(request));
      answer.onCompleted();
    }

    // Chunks.

    @Override
    public void batchUpdateChunkStates(
        BatchUpdateChunkStatesRequest request,
        StreamObserver<BatchUpdateChunkStatesResponse> answer) {
      answer.onNext(chunks.report(request, Caller.actor()));
      answer.onCompleted();
    }

    @Override
    public void queryChunkLocations(
        QueryChunkLocationsRequest request, StreamObserver<QueryChunkLocationsResponse> answer) {
      answer.onNext(chunks.locations(request));
      answer.onCompleted();
    }

    // Shard homes.

    @Override
    public void acquireShardHomeLease(
        AcquireShardHomeLeaseRequest request,
        StreamObserver<AcquireShardHomeLeaseResponse> answer) {
      answer.onNext(shards.acquire(request));
      answer.onCompleted();
    }

    @Override
    public void keepaliveShardHomeLease(
        KeepaliveShardHomeLeaseRequest request,
        StreamObserver<KeepaliveShardHomeLeaseResponse> answer) {
      answer.onNext(shards.keepAlive(request));
      answer.onCompleted();
    }

    @Override
    public void batchKeepaliveShardHomeLeases(
        BatchKeepaliveShardHomeLeasesRequest request,
        StreamObserver<BatchKeepaliveShardHomeLeasesResponse> answer) {
      answer.onNext(shards.keepAlive(request));
      answer.onCompleted();
    }

    @Override
    public void releaseShardHomeLease(
        ReleaseShardHomeLeaseRequest request,
        StreamObserver<ReleaseShardHomeLeaseResponse> answer) {
      answer.onNext(shards.release(request));
      answer.onCompleted();
    }

    @Override
    public void getShardHomeLease(
        GetShardHomeLeaseRequest request, StreamObserver<GetShardHomeLeaseResponse> answer) {
      answer.onNext(shards.home(request));
      answer.onCompleted();
    }

    @Override
    public void batchGetShardHomeLeases(
        BatchGetShardHomeLeasesRequest request,
        StreamObserver<BatchGetShardHomeLeasesResponse> answer) {
      answer.onNext(shards.homes(request));
      answer.onCompleted();
    }
  }
}
