/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import io.roster.wire.common.v1.ArtifactDescriptor;
import io.roster.wire.common.v1.ArtifactIdKind;
import io.roster.wire.globalstore.v1.ClusterAdminServiceGrpc;
import io.roster.wire.globalstore.v1.GetServerInfoRequest;
import io.roster.wire.globalstore.v1.HealthCheckRequest;
import io.roster.wire.globalstore.v1.HealthCheckResponse;
import io.roster.wire.globalstore.v1.RegisterReplicaRequest;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.WorkerHeartbeatRequest;
import io.roster.wire.publication.v1.BindingValueRef;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StubRoundTripTest {

  private static final ArtifactDescriptor DESCRIPTOR =
      ArtifactDescriptor.newBuilder()
          .setArtifactId("mi2:abc")
          .setTotalSize(42)
          .setIdKind(ArtifactIdKind.ARTIFACT_ID_KIND_MI2)
          .build();

  @Test
  void a_call_travels_through_the_generated_stubs() throws Exception {
    String name = InProcessServerBuilder.generateName();
    Server server =
        InProcessServerBuilder.forName(name).addService(new HealthyAdmin()).build().start();
    ManagedChannel channel = InProcessChannelBuilder.forName(name).build();
    try {
      ClusterAdminServiceGrpc.ClusterAdminServiceBlockingStub stub =
          ClusterAdminServiceGrpc.newBlockingStub(channel).withDeadlineAfter(10, TimeUnit.SECONDS);

      HealthCheckResponse answer = stub.healthCheck(HealthCheckRequest.getDefaultInstance());

      assertThat(answer.getStatus()).isEqualTo(Status.STATUS_OK);
      assertThat(answer.getClusterToken()).isEqualTo("token of the cluster");
      assertThatThrownBy(() -> stub.getServerInfo(GetServerInfoRequest.getDefaultInstance()))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Code.UNIMPLEMENTED));
    } finally {
      channel.shutdownNow();
      server.shutdownNow();
      assertThat(channel.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
      assertThat(server.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void a_field_named_descriptor_is_read_and_written_by_class_and_by_reflection()
      throws InvalidProtocolBufferException {
    RegisterReplicaRequest request =
        RegisterReplicaRequest.newBuilder().setDescriptor(DESCRIPTOR).build();

    RegisterReplicaRequest parsed = RegisterReplicaRequest.parseFrom(request.toByteArray());
    DynamicMessage reflected =
        DynamicMessage.parseFrom(
            RegisterReplicaRequest.getMessageDescriptor(), request.toByteString());

    assertThat(parsed.getDescriptor()).isEqualTo(DESCRIPTOR);
    assertThat(parsed.getField(request.getDescriptorForType().findFieldByName("descriptor")))
        .isEqualTo(DESCRIPTOR);
    assertThat(reflected.toByteString()).isEqualTo(request.toByteString());
    assertThat(parsed.toBuilder().clearDescriptor().build().hasDescriptor()).isFalse();
  }

  @Test
  void an_optional_zero_is_told_apart_from_an_absent_value() throws IOException {
    WorkerHeartbeatRequest zero = WorkerHeartbeatRequest.newBuilder().setCapabilityFlags(0).build();

    assertThat(WorkerHeartbeatRequest.parseFrom(zero.toByteArray()).hasCapabilityFlags()).isTrue();
    assertThat(WorkerHeartbeatRequest.getDefaultInstance().hasCapabilityFlags()).isFalse();
  }

  @Test
  void what_a_client_puts_into_a_message_of_unknown_shape_comes_back_unchanged()
      throws InvalidProtocolBufferException {
    ByteString sent =
        UnknownFieldSet.newBuilder()
            .addField(
                7,
                UnknownFieldSet.Field.newBuilder()
                    .addLengthDelimited(ByteString.copyFromUtf8("value"))
                    .build())
            .build()
            .toByteString();

    assertThat(BindingValueRef.parseFrom(sent).toByteString()).isEqualTo(sent);
  }

  private static final class HealthyAdmin
      extends ClusterAdminServiceGrpc.ClusterAdminServiceImplBase {
    @Override
    public void healthCheck(
        HealthCheckRequest request, StreamObserver<HealthCheckResponse> answers) {
      answers.onNext(
          HealthCheckResponse.newBuilder()
              .setStatus(Status.STATUS_OK)
              .setClusterToken("token of the cluster")
              .build());
      answers.onCompleted();
    }
  }
}
