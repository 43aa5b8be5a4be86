/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import io.grpc.Channel;
import io.grpc.stub.AbstractStub;
import io.roster.v1.NodeCommandServiceGrpc;
import io.roster.v1.NodeCommandServiceGrpc.NodeCommandServiceBlockingStub;
import io.roster.wire.globalstore.v1.ArtifactCatalogServiceGrpc;
import io.roster.wire.globalstore.v1.ArtifactCatalogServiceGrpc.ArtifactCatalogServiceBlockingStub;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc.ClusterRuntimeServiceBlockingStub;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The services of one coordinator, each call limited in time. */
public final class RegistryStubs {

  private final Channel channel;
  private final Duration limit;

  RegistryStubs(Channel channel, Duration limit) {
    this.channel = channel;
    this.limit = limit;
  }

  public ClusterRuntimeServiceBlockingStub runtime() {
    return within(ClusterRuntimeServiceGrpc.newBlockingStub(channel));
  }

  public ArtifactCatalogServiceBlockingStub catalog() {
    return within(ArtifactCatalogServiceGrpc.newBlockingStub(channel));
  }

  public NodeCommandServiceBlockingStub commands() {
    return within(NodeCommandServiceGrpc.newBlockingStub(channel));
  }

  private <S extends AbstractStub<S>> S within(S stub) {
    return stub.withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS);
  }
}
