/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.preflight;

import static io.roster.settings.RegistrySettings.CLUSTER_TOKEN;
import static io.roster.settings.RegistrySettings.GRPC_HOST;
import static io.roster.settings.RegistrySettings.GRPC_TLS_CERT;
import static io.roster.settings.RegistrySettings.INSECURE;
import static io.roster.settings.RegistrySettings.TOKEN_FILE;

import io.roster.launcher.CannotStart;
import io.roster.settings.Settings;
import java.util.ArrayList;
import java.util.List;

/** Whether a registry may be reached from other machines as it is configured. */
public final class Exposure {

  private Exposure() {}

  /** Refuses a routable address without TLS and token, unless that is asked for by name. */
  public static void check(Settings settings) {
    String host = settings.get(GRPC_HOST);
    if (Ports.resolve(host).isLoopbackAddress() || settings.get(INSECURE)) {
      return;
    }
    List<String> missing = new ArrayList<>();
    if (settings.find(GRPC_TLS_CERT).isEmpty()) {
      missing.add("a certificate (--tls-cert and --tls-key)");
    }
    if (settings.find(TOKEN_FILE).isEmpty() && settings.find(CLUSTER_TOKEN).isEmpty()) {
      missing.add("a token (--token-file)");
    }
    if (!missing.isEmpty()) {
      throw new CannotStart(
          host
              + " is reachable from other machines. Give "
              + String.join(" and ", missing)
              + ", bind to 127.0.0.1, or say --insecure to let anyone who reaches it do anything.");
    }
  }
}
