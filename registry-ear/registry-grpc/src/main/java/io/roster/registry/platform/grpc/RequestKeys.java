/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.grpc;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import io.roster.registry.platform.RequestKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The identities of requests that may be sent twice. */
public final class RequestKeys {

  private RequestKeys() {}

  /** The key of a request that carries an id; empty when the id is blank. */
  public static Optional<RequestKey> of(String clientRequestId, Message request) {
    return clientRequestId.isBlank()
        ? Optional.empty()
        : Optional.of(new RequestKey(clientRequestId.strip(), fingerprint(request)));
  }

  private static String fingerprint(Message request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(request.getSerializedSize());
    CodedOutputStream coded = CodedOutputStream.newInstance(bytes);
    coded.useDeterministicSerialization();
    try {
      request.writeTo(coded);
      coded.flush();
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }
}
