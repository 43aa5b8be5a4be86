/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.service;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.roster.node.catalog.Catalog;
import io.roster.node.inventory.Artifacts;
import io.roster.node.inventory.HeldReplica;
import io.roster.node.inventory.Inventory;
import io.roster.node.inventory.OpenArtifact;
import io.roster.node.inventory.ReplicaPlace;
import io.roster.node.inventory.Target;
import io.roster.node.reconcile.Retirement;
import io.roster.node.registry.RegistryFailure;
import io.roster.node.transfer.Fetched;
import io.roster.node.transfer.Fetches;
import io.roster.node.transfer.Publication;
import io.roster.wire.node.v1.GetArtifactHeader;
import io.roster.wire.node.v1.GetArtifactRequest;
import io.roster.wire.node.v1.GetArtifactResponse;
import io.roster.wire.node.v1.GetOrigin;
import io.roster.wire.node.v1.ListReplicasRequest;
import io.roster.wire.node.v1.ListReplicasResponse;
import io.roster.wire.node.v1.LoadReplicaRequest;
import io.roster.wire.node.v1.LoadReplicaResponse;
import io.roster.wire.node.v1.NodeServiceGrpc.NodeServiceImplBase;
import io.roster.wire.node.v1.PinRequest;
import io.roster.wire.node.v1.PinResponse;
import io.roster.wire.node.v1.PutArtifactRequest;
import io.roster.wire.node.v1.PutArtifactResponse;
import io.roster.wire.node.v1.StatusRequest;
import io.roster.wire.node.v1.StatusResponse;
import io.roster.wire.node.v1.UnloadReplicaRequest;
import io.roster.wire.node.v1.UnloadReplicaResponse;
import jakarta.resource.ResourceException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

/** Serves {@code roster.node.v1.NodeService}. */
public final class NodeEndpoint extends NodeServiceImplBase {

  /** An artifact may go between the moment it came and the moment it is opened. */
  private static final int OPEN_ATTEMPTS = 3;

  private final Calls calls;
  private final Artifacts artifacts;
  private final Inventory inventory;
  private final Catalog catalog;
  private final Fetches fetches;
  private final Publication publication;
  private final Retirement retirement;
  private final Puts puts;
  private final Callable<StatusResponse> status;

  /**
   * Makes it.
   *
   * @param workers runs what may wait; refuses when it has enough
   */
  public NodeEndpoint(
      Executor workers,
      Artifacts artifacts,
      Inventory inventory,
      Catalog catalog,
      Fetches fetches,
      Publication publication,
      Retirement retirement,
      Callable<StatusResponse> status) {
    this.calls = new Calls(workers);
    this.artifacts = artifacts;
    this.inventory = inventory;
    this.catalog = catalog;
    this.fetches = fetches;
    this.publication = publication;
    this.retirement = retirement;
    this.puts = new Puts(artifacts, inventory, publication, catalog);
    this.status = status;
  }

  @Override
  public StreamObserver<PutArtifactRequest> putArtifact(
      StreamObserver<PutArtifactResponse> observer) {
    return new Upload(
        (ServerCallStreamObserver<PutArtifactResponse>) observer,
        work -> calls.run(observer, work),
        puts::put,
        calls.outcome("PutArtifact"));
  }

  @Override
  public void getArtifact(
      GetArtifactRequest request, StreamObserver<GetArtifactResponse> observer) {
    Download download = new Download((ServerCallStreamObserver<GetArtifactResponse>) observer);
    calls.run(
        observer,
        () -> {
          try {
            get(request, download);
            calls.outcome("GetArtifact").done(Status.OK);
          } catch (Exception failure) {
            calls.fail("GetArtifact", observer, Refusals.of(failure));
          }
        });
  }

  private void get(GetArtifactRequest request, Download download) throws Exception {
    String artifactId = artifactId(request);
    Optional<Fetched> fetched = Optional.empty();
    for (int attempt = 0; attempt < OPEN_ATTEMPTS; attempt++) {
      Optional<OpenArtifact> opened = artifacts.open(artifactId);
      if (opened.isPresent()) {
        try (OpenArtifact open = opened.get()) {
          download.send(header(open.replica(), fetched), open.stream());
        }
        return;
      }
      fetched = Optional.of(fetches.bring(artifactId, Target.RAM));
    }
    throw Status.UNAVAILABLE
        .withDescription(
            artifactId
                + " was fetched, but its memory was needed for others at once; give the node more"
                + " memory, or try again")
        .asException();
  }

  private String artifactId(GetArtifactRequest request) throws RegistryFailure, StatusException {
    return switch (request.getNameCase()) {
      case ARTIFACT_ID -> request.getArtifactId();
      case KEY ->
          catalog
              .resolve(request.getKey())
              .orElseThrow(
                  () ->
                      Status.NOT_FOUND
                          .withDescription("The key " + request.getKey() + " names nothing")
                          .asException());
      case NAME_NOT_SET ->
          throw Status.INVALID_ARGUMENT
              .withDescription("Say which artifact: by its key or by its id")
              .asException();
    };
  }

  private static GetArtifactHeader header(HeldReplica replica, Optional<Fetched> fetched) {
    GetArtifactHeader.Builder header =
        GetArtifactHeader.newBuilder()
            .setArtifactId(replica.artifactId())
            .setSizeBytes(replica.sizeBytes())
            .setSha256(Catalog.digestOf(replica.artifactId()).orElse(""))
            .setOrigin(GetOrigin.GET_ORIGIN_HERE);
    fetched
        .flatMap(Fetched::source)
        .ifPresent(
            source -> header.setOrigin(GetOrigin.GET_ORIGIN_PEER).setSource(source.toString()));
    return header.build();
  }

  @Override
  public void loadReplica(
      LoadReplicaRequest request, StreamObserver<LoadReplicaResponse> observer) {
    calls.unary(
        "LoadReplica",
        observer,
        () -> {
          ReplicaPlace place = Replicas.place(request.getPlace());
          HeldReplica replica = load(place);
          publication.publish(replica);
          return LoadReplicaResponse.newBuilder().setReplica(Replicas.message(replica)).build();
        });
  }

  private HeldReplica load(ReplicaPlace place) throws Exception {
    Optional<HeldReplica> there = inventory.find(place);
    if (there.isPresent()) {
      return there.get();
    }
    Fetched fetched = fetches.bring(place.artifactId(), Target.of(place));
    return fetched.replica().place().equals(place)
        ? fetched.replica()
        : artifacts.load(place.artifactId(), Target.of(place));
  }

  @Override
  public void unloadReplica(
      UnloadReplicaRequest request, StreamObserver<UnloadReplicaResponse> observer) {
    calls.unary(
        "UnloadReplica",
        observer,
        () -> {
          unload(Replicas.place(request.getPlace()));
          return UnloadReplicaResponse.getDefaultInstance();
        });
  }

  private void unload(ReplicaPlace place)
      throws StatusException, ResourceException, InterruptedException {
    requireHeld(place);
    switch (retirement.retire(place)) {
      case GONE -> {
        return;
      }
      case PINNED -> throw precondition(place + " is pinned; unpin it first");
      case IN_USE -> throw precondition(place + " is still being read; try again later");
    }
  }

  @Override
  public void pin(PinRequest request, StreamObserver<PinResponse> observer) {
    calls.unary(
        "Pin",
        observer,
        () -> {
          ReplicaPlace place = Replicas.place(request.getPlace());
          requireHeld(place);
          HeldReplica replica = request.getPinned() ? artifacts.pin(place) : artifacts.unpin(place);
          return PinResponse.newBuilder().setReplica(Replicas.message(replica)).build();
        });
  }

  @Override
  public void listReplicas(
      ListReplicasRequest request, StreamObserver<ListReplicasResponse> observer) {
    calls.unary("ListReplicas", observer, () -> ReplicaPages.page(request, inventory.held()));
  }

  @Override
  public void status(StatusRequest request, StreamObserver<StatusResponse> observer) {
    calls.unary("Status", observer, status::call);
  }

  private void requireHeld(ReplicaPlace place) throws ResourceException, StatusException {
    if (inventory.find(place).isEmpty()) {
      throw Status.NOT_FOUND.withDescription("This node does not hold " + place).asException();
    }
  }

  private static StatusException precondition(String sentence) {
    return Status.FAILED_PRECONDITION.withDescription(sentence).asException();
  }
}
