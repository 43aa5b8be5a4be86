/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.product;

import java.util.Map;
import java.util.TreeMap;

/** How a registry is set up for a test. */
public enum Setup {
  /** On loopback, without protection. */
  PLAIN,
  /** As plain, and nobody ever registers anything with it. */
  UNTOUCHED,
  /** With TLS, a client certificate and a token. */
  PROTECTED;

  /** So short that a test can see a worker expire. */
  public static final int HEARTBEAT_TIMEOUT_SECONDS = 4;

  public static final int HEARTBEAT_INTERVAL_SECONDS = 1;

  public Map<String, String> settings(String databaseUrl, int httpPort, int grpcPort) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("roster.database.url", databaseUrl);
    settings.put("roster.database.user", TestDatabase.USER);
    settings.put("roster.http.port", String.valueOf(httpPort));
    settings.put("roster.grpc.port", String.valueOf(grpcPort));
    settings.put("roster.worker.heartbeat-timeout", HEARTBEAT_TIMEOUT_SECONDS + "s");
    settings.put("roster.worker.heartbeat-interval", HEARTBEAT_INTERVAL_SECONDS + "s");
    settings.put("roster.worker.sweep-interval", "500ms");
    if (this == PROTECTED) {
      Credentials credentials = Credentials.shared();
      settings.put("roster.grpc.tls-cert", credentials.serverCertificate().toString());
      settings.put("roster.grpc.tls-key", credentials.serverKey().toString());
      settings.put("roster.grpc.tls-client-ca", credentials.authority().toString());
      settings.put("roster.security.token-file", credentials.tokenFile().toString());
    } else {
      settings.putAll(SignInProvider.shared().settings());
    }
    return settings;
  }
}
