/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact.grpc;

import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import io.roster.registry.artifact.ArtifactService;
import io.roster.registry.key.KeyService;
import io.roster.registry.key.grpc.KeyCalls;
import io.roster.registry.platform.grpc.Caller;
import io.roster.wire.globalstore.v1.ArtifactCatalogServiceGrpc.ArtifactCatalogServiceImplBase;
import io.roster.wire.globalstore.v1.GetArtifactIndexByIdRequest;
import io.roster.wire.globalstore.v1.GetArtifactIndexByIdResponse;
import io.roster.wire.globalstore.v1.GetArtifactIndexRequest;
import io.roster.wire.globalstore.v1.GetArtifactIndexResponse;
import io.roster.wire.globalstore.v1.ResolveKeyMappingRequest;
import io.roster.wire.globalstore.v1.ResolveKeyMappingResponse;
import io.roster.wire.globalstore.v1.RevokeKeyMappingRequest;
import io.roster.wire.globalstore.v1.RevokeKeyMappingResponse;
import io.roster.wire.globalstore.v1.SwapKeyMappingRequest;
import io.roster.wire.globalstore.v1.SwapKeyMappingResponse;
import io.roster.wire.globalstore.v1.UpsertArtifactMetadataRequest;
import io.roster.wire.globalstore.v1.UpsertArtifactMetadataResponse;
import io.roster.wire.globalstore.v1.UpsertKeyMappingRequest;
import io.roster.wire.globalstore.v1.UpsertKeyMappingResponse;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** ArtifactCatalogService. Methods that are not overridden answer UNIMPLEMENTED. */
@ApplicationScoped
public class ArtifactCatalogEndpoint {

  /** The methods that touch memory only. */
  public static final Set<String> MEMORY_ONLY = Set.of("ResolveKeyMapping");

  @EJB private ArtifactService artifacts;
  @EJB private KeyService keys;

  /** The gRPC side of it. */
  public BindableService service() {
    return serving(artifacts, keys);
  }

  /** The gRPC side of any registry of artifacts and keys. */
  public static BindableService serving(ArtifactService artifacts, KeyService keys) {
    return new Service(new ArtifactCalls(artifacts), new KeyCalls(keys));
  }

  private static final class Service extends ArtifactCatalogServiceImplBase {

    private final ArtifactCalls artifacts;
    private final KeyCalls keys;

    Service(ArtifactCalls artifacts, KeyCalls keys) {
      this.artifacts = artifacts;
      this.keys = keys;
    }

    // Artifacts

    @Override
    public void upsertArtifactMetadata(
        UpsertArtifactMetadataRequest request,
        StreamObserver<UpsertArtifactMetadataResponse> answer) {
      answer.onNext(artifacts.publish(request, Caller.actor()));
      answer.onCompleted();
    }

    @Override
    public void getArtifactIndex(
        GetArtifactIndexRequest request, StreamObserver<GetArtifactIndexResponse> answer) {
      answer.onNext(artifacts.index(request));
      answer.onCompleted();
    }

    @Override
    public void getArtifactIndexById(
        GetArtifactIndexByIdRequest request, StreamObserver<GetArtifactIndexByIdResponse> answer) {
      answer.onNext(artifacts.indexById(request));
      answer.onCompleted();
    }

    // Keys

    @Override
    public void upsertKeyMapping(
        UpsertKeyMappingRequest request, StreamObserver<UpsertKeyMappingResponse> answer) {
      answer.onNext(keys.upsert(request, Caller.actor()));
      answer.onCompleted();
    }

    @Override
    public void swapKeyMapping(
        SwapKeyMappingRequest request, StreamObserver<SwapKeyMappingResponse> answer) {
      answer.onNext(keys.swap(request, Caller.actor()));
      answer.onCompleted();
    }

    @Override
    public void resolveKeyMapping(
        ResolveKeyMappingRequest request, StreamObserver<ResolveKeyMappingResponse> answer) {
      answer.onNext(keys.resolve(request));
      answer.onCompleted();
    }

    @Override
    public void revokeKeyMapping(
        RevokeKeyMappingRequest request, StreamObserver<RevokeKeyMappingResponse> answer) {
      answer.onNext(keys.revoke(request, Caller.actor()));
      answer.onCompleted();
    }
  }
}
