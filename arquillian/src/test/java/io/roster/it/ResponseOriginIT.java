/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.roster.it.client.Artifact;
import io.roster.it.client.Daemon;
import io.roster.it.client.Fresh;
import io.roster.it.client.Stamp;
import io.roster.it.client.Stamped;
import io.roster.it.client.Wire;
import io.roster.it.product.Product;
import io.roster.it.product.Setup;
import io.roster.wire.globalstore.v1.ArtifactCatalogServiceGrpc;
import io.roster.wire.globalstore.v1.AssemblyViewServiceGrpc;
import io.roster.wire.globalstore.v1.ClusterAdminServiceGrpc;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.HealthCheckRequest;
import io.roster.wire.globalstore.v1.RegisterWorkerResponse;
import io.roster.wire.globalstore.v1.ResolveKeyMappingRequest;
import io.roster.wire.globalstore.v1.SwapKeyMappingRequest;
import io.roster.wire.globalstore.v1.SwapKeyMappingResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every response says who answered, under which leadership, and how much of the journal it knew.
 */
@ParameterizedClass
@EnumSource(Product.class)
class ResponseOriginIT {

  private final Wire wire;

  ResponseOriginIT(Product product) {
    wire = Wire.to(product.registry(Setup.PLAIN));
  }

  @AfterEach
  void disconnect() {
    wire.close();
  }

  static Stream<MethodDescriptor<?, ?>> methods() {
    return Stream.of(
            ClusterRuntimeServiceGrpc.getServiceDescriptor(),
            ArtifactCatalogServiceGrpc.getServiceDescriptor(),
            AssemblyViewServiceGrpc.getServiceDescriptor(),
            ClusterAdminServiceGrpc.getServiceDescriptor())
        .flatMap(service -> service.getMethods().stream())
        .filter(method -> WireIT.BUILT.contains(method.getBareMethodName()))
        .map(method -> method);
  }

  /** An empty request is answered by some and refused by others, which makes no difference. */
  @ParameterizedTest
  @MethodSource("methods")
  void every_answer_and_every_refusal_says_where_it_comes_from(MethodDescriptor<?, ?> method) {
    Stamped<Status> answered = wire.stamped(each -> each.send(method, new byte[0]));

    Stamp stamp = answered.stamp();
    assertThat(stamp.epoch()).as(answered.answer().toString()).isPositive();
    assertThat(stamp.revision()).isNotNegative();
    assertThat(stamp.coordinator()).isNotBlank();
  }

  private Stamp now() {
    return wire.stamped(each -> each.admin().healthCheck(HealthCheckRequest.getDefaultInstance()))
        .stamp();
  }

  @Test
  void a_change_raises_the_revision_that_its_answer_tells() {
    Stamp before = now();

    Stamped<RegisterWorkerResponse> first = wire.stamped(each -> each.register(Daemon.fresh()));
    Stamped<RegisterWorkerResponse> second = wire.stamped(each -> each.register(Daemon.fresh()));

    assertThat(first.stamp().revision()).isGreaterThan(before.revision());
    assertThat(second.stamp().revision()).isGreaterThan(first.stamp().revision());
    assertThat(now().revision()).isGreaterThanOrEqualTo(second.stamp().revision());
  }

  @Test
  void one_coordinator_has_one_name() {
    assertThat(now().coordinator()).isEqualTo(now().coordinator());
  }

  @Test
  void what_is_known_to_have_happened_can_be_asked_for() {
    String key = Fresh.name("key");
    Artifact artifact = Artifact.fresh().publish(wire);
    Stamped<SwapKeyMappingResponse> swapped =
        wire.stamped(
            each ->
                each.catalog()
                    .swapKeyMapping(
                        SwapKeyMappingRequest.newBuilder()
                            .setKey(key)
                            .setNewArtifactId(artifact.id())
                            .build()));

    assertThat(
            wire.since(swapped.stamp().revision())
                .catalog()
                .resolveKeyMapping(ResolveKeyMappingRequest.newBuilder().setKey(key).build())
                .getArtifactId())
        .isEqualTo(artifact.id());
  }
}
