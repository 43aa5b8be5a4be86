/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.roster.wire.globalstore.v1.ArtifactCatalogServiceGrpc;
import io.roster.wire.globalstore.v1.AssemblyViewServiceGrpc;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.CompleteReplicaTransportRequest;
import io.roster.wire.globalstore.v1.GetArtifactInfoByIdRequest;
import io.roster.wire.globalstore.v1.ListActiveWorkersRequest;
import io.roster.wire.globalstore.v1.RegisterReplicaRequest;
import io.roster.wire.globalstore.v1.ResolveKeyMappingRequest;
import io.roster.wire.globalstore.v1.RevokeKeyMappingRequest;
import io.roster.wire.globalstore.v1.TransportCompletionOutcome;
import io.roster.wire.globalstore.v1.UpsertArtifactMetadataRequest;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * What a coordinator does before it asks anybody to come: calls to itself, over the network and
 * through all that a call goes through, so that its first callers need not wait until code is
 * loaded and statements are known. None of them changes anything: they read, or are refused.
 */
final class Rehearsal {

  private static final String NOTHING = "rehearsal";

  static final List<Scene<?, ?>> SCENES =
      List.of(
          new Scene<>(
              ClusterRuntimeServiceGrpc.getListActiveWorkersMethod(),
              ListActiveWorkersRequest.newBuilder().build()),
          new Scene<>(
              ArtifactCatalogServiceGrpc.getRevokeKeyMappingMethod(),
              RevokeKeyMappingRequest.newBuilder().setKey(NOTHING).build()),
          new Scene<>(
              ArtifactCatalogServiceGrpc.getUpsertArtifactMetadataMethod(),
              UpsertArtifactMetadataRequest.getDefaultInstance()),
          new Scene<>(
              ArtifactCatalogServiceGrpc.getResolveKeyMappingMethod(),
              ResolveKeyMappingRequest.newBuilder().setKey(NOTHING).build()),
          new Scene<>(
              ClusterRuntimeServiceGrpc.getRegisterReplicaMethod(),
              RegisterReplicaRequest.newBuilder().setWorkerId(NOTHING).build()),
          new Scene<>(
              ClusterRuntimeServiceGrpc.getCompleteReplicaTransportMethod(),
              CompleteReplicaTransportRequest.newBuilder()
                  .setTransportId(new UUID(0, 0).toString())
                  .setOutcome(TransportCompletionOutcome.TRANSPORT_COMPLETION_OUTCOME_SUCCESS)
                  .build()),
          new Scene<>(
              AssemblyViewServiceGrpc.getGetArtifactInfoByIdMethod(),
              GetArtifactInfoByIdRequest.newBuilder().setArtifactId(NOTHING).build()));

  private record Scene<Q, A>(MethodDescriptor<Q, A> method, Q request) {

    void play(Channel channel, long nanos) {
      CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(nanos, TimeUnit.NANOSECONDS);
      try {
        ClientCalls.blockingUnaryCall(channel, method, options, request);
      } catch (StatusRuntimeException refused) {
        // As it should be; and without a database it is refused sooner.
      }
    }
  }

  /**
   * How long it takes. A processor that others use as well gets little done in a time, and a quick
   * one much in few calls, so neither says alone that what was to be loaded is loaded.
   *
   * @param leastRounds how often each call is made, at least
   * @param leastTime how long it goes on, at least
   * @param mostTime when it ends in any case: callers must not wait for a coordinator whose
   *     database is away
   */
  record Length(int leastRounds, Duration leastTime, Duration mostTime) {

    private boolean isReached(int calls, long nanos) {
      return nanos >= mostTime.toNanos()
          || (calls >= leastRounds * SCENES.size() && nanos >= leastTime.toNanos());
    }
  }

  private Rehearsal() {}

  /**
   * @param stage a server that nobody else knows
   * @param token what it asks each call for
   * @return how many calls were made
   */
  static int at(SocketAddress stage, String token, Length length) {
    ManagedChannel connection = NettyChannelBuilder.forAddress(stage).usePlaintext().build();
    try {
      Metadata headers = new Metadata();
      headers.put(TokenGuard.CLUSTER_TOKEN, token);
      Channel channel =
          ClientInterceptors.intercept(
              connection, MetadataUtils.newAttachHeadersInterceptor(headers));
      long began = System.nanoTime();
      int calls = 0;
      for (long spent = 0; !length.isReached(calls, spent); spent = System.nanoTime() - began) {
        SCENES.get(calls % SCENES.size()).play(channel, length.mostTime().toNanos() - spent);
        calls++;
      }
      return calls;
    } finally {
      connection.shutdownNow();
    }
  }
}
