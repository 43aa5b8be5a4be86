/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.ListActiveWorkersRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenGuardTest {

  private final ServedCalls calls =
      new ServedCalls(
          registration -> {
            throw new IllegalStateException("not called here");
          },
          new TokenGuard("s3cret"));

  @AfterEach
  void close() {
    calls.close();
  }

  @ParameterizedTest
  @CsvSource({
    "x-tensorcast-cluster-token,s3cret",
    "authorization,Bearer s3cret",
    "authorization,bearer s3cret",
  })
  void the_token_opens_in_either_header(String header, String value) {
    assertThatCode(() -> list(header, value)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "x-tensorcast-cluster-token,s3cre",
    "x-tensorcast-cluster-token,S3cret",
    "authorization,s3cret",
    "authorization,Basic s3cret",
    "authorization,Bearer",
  })
  void anything_else_is_not_authenticated(String header, String value) {
    assertRefused(catchThrowableOfType(StatusRuntimeException.class, () -> list(header, value)));
  }

  @Test
  void no_token_is_not_authenticated_and_is_told_how_to_send_it() {
    StatusRuntimeException refused =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                ClusterRuntimeServiceGrpc.newBlockingStub(calls.channel())
                    .listActiveWorkers(ListActiveWorkersRequest.getDefaultInstance()));
    assertRefused(refused);
    assertThat(refused.getStatus().getDescription())
        .contains("x-tensorcast-cluster-token", "bearer");
  }

  private static void assertRefused(StatusRuntimeException refused) {
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  private void list(String header, String value) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of(header, Metadata.ASCII_STRING_MARSHALLER), value);
    ClusterRuntimeServiceGrpc.newBlockingStub(calls.channel())
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
        .listActiveWorkers(ListActiveWorkersRequest.getDefaultInstance());
  }
}
