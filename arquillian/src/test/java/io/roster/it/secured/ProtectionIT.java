/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.roster.it.client.Daemon;
import io.roster.it.client.Wire;
import io.roster.it.product.Credentials;
import io.roster.it.product.Product;
import io.roster.it.product.Registry;
import io.roster.it.product.Setup;
import io.roster.wire.globalstore.v1.HealthCheckRequest;
import io.roster.wire.globalstore.v1.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A registry with TLS, client certificates and a token. */
@ParameterizedClass
@EnumSource(Product.class)
class ProtectionIT {

  private static final Metadata.Key<String> CLUSTER_TOKEN = key("x-tensorcast-cluster-token");
  private static final Metadata.Key<String> AUTHORIZATION = key("authorization");

  private final Credentials credentials = Credentials.shared();
  private final Registry registry;

  ProtectionIT(Product product) {
    registry = product.registry(Setup.PROTECTED);
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  private static Metadata header(Metadata.Key<String> key, String value) {
    Metadata headers = new Metadata();
    headers.put(key, value);
    return headers;
  }

  private Code registering(ChannelCredentials channel, Metadata headers) {
    try (Wire wire = Wire.to(registry, channel, headers)) {
      return Wire.statusOf(() -> wire.register(Daemon.fresh())).getCode();
    }
  }

  private ChannelCredentials trusted() {
    return tls(credentials.clientCertificate(), credentials.clientKey());
  }

  private ChannelCredentials tls(Path certificate, Path key) {
    try {
      return TlsChannelCredentials.newBuilder()
          .trustManager(credentials.authority().toFile())
          .keyManager(certificate.toFile(), key.toFile())
          .build();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private ChannelCredentials withoutCertificate() {
    try {
      return TlsChannelCredentials.newBuilder()
          .trustManager(credentials.authority().toFile())
          .build();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Test
  void a_client_with_certificate_and_token_is_served() {
    assertThat(registering(trusted(), header(CLUSTER_TOKEN, Credentials.TOKEN))).isEqualTo(Code.OK);
    assertThat(registering(trusted(), header(AUTHORIZATION, "Bearer " + Credentials.TOKEN)))
        .isEqualTo(Code.OK);
  }

  @Test
  void a_client_without_the_token_is_not() {
    assertThat(registering(trusted(), new Metadata())).isEqualTo(Code.UNAUTHENTICATED);
    assertThat(registering(trusted(), header(CLUSTER_TOKEN, Credentials.TOKEN + "x")))
        .isEqualTo(Code.UNAUTHENTICATED);
    assertThat(registering(trusted(), header(AUTHORIZATION, "Bearer wrong")))
        .isEqualTo(Code.UNAUTHENTICATED);
    assertThat(registering(trusted(), header(AUTHORIZATION, Credentials.TOKEN)))
        .isEqualTo(Code.UNAUTHENTICATED);
  }

  @Test
  void a_client_without_a_certificate_of_the_authority_gets_no_connection() {
    Metadata token = header(CLUSTER_TOKEN, Credentials.TOKEN);

    assertThat(registering(withoutCertificate(), token)).isEqualTo(Code.UNAVAILABLE);
    assertThat(
            registering(tls(credentials.strangersCertificate(), credentials.strangersKey()), token))
        .isEqualTo(Code.UNAVAILABLE);
    assertThat(registering(InsecureChannelCredentials.create(), token)).isEqualTo(Code.UNAVAILABLE);
  }

  @Test
  void health_check_echoes_the_token_to_those_who_have_it() {
    try (Wire wire = Wire.to(registry, trusted(), header(CLUSTER_TOKEN, Credentials.TOKEN))) {
      var answer = wire.admin().healthCheck(HealthCheckRequest.getDefaultInstance());

      assertThat(answer.getStatus()).isEqualTo(Status.STATUS_OK);
      assertThat(answer.getClusterToken()).isEqualTo(Credentials.TOKEN);
    }
  }

  @Test
  void the_standard_health_service_needs_no_token() {
    try (Wire wire = Wire.to(registry, trusted(), new Metadata())) {
      assertThat(
              HealthGrpc.newBlockingStub(wire.calls())
                  .withDeadlineAfter(10, TimeUnit.SECONDS)
                  .check(io.grpc.health.v1.HealthCheckRequest.getDefaultInstance())
                  .getStatus())
          .isEqualTo(ServingStatus.SERVING);
    }
  }
}
