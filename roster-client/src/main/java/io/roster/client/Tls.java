/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** How calls are encrypted. */
final class Tls {

  private Tls() {}

  /**
   * Trusts these authorities, and shows this identity if there is one.
   *
   * @throws IllegalArgumentException with a sentence, if a file is of no use
   */
  static SslContext of(Path authorities, Optional<Identity> identity) {
    SslContextBuilder builder = GrpcSslContexts.forClient();
    try {
      builder.trustManager(authorities.toFile());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          authorities + " holds no usable certificates; give a PEM file", e);
    }
    identity.ifPresent(own -> own.show(builder));
    try {
      return builder.build();
    } catch (SSLException e) {
      throw new IllegalArgumentException(
          authorities + " holds no usable certificates; give a PEM file", e);
    }
  }

  /** What a client shows to a registry that asks who it is. */
  record Identity(Path certificate, Path key) {

    private void show(SslContextBuilder builder) {
      try {
        builder.keyManager(certificate.toFile(), key.toFile());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            certificate + " and " + key + " are no certificate and its key; give PEM files", e);
      }
    }
  }
}
