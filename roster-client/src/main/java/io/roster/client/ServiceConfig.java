/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What plain gRPC needs to know to do a part of what this client does. */
final class ServiceConfig {

  private static final Map<String, ?> RETRY =
      Map.of(
          "maxAttempts",
          5.0,
          "initialBackoff",
          "0.05s",
          "maxBackoff",
          "1s",
          "backoffMultiplier",
          2.0,
          "retryableStatusCodes",
          List.of("UNAVAILABLE"));

  private ServiceConfig() {}

  /** As gRPC reads it: calls that may be repeated are, and coordinators that stop are left. */
  static Map<String, ?> map() {
    return Map.of(
        "methodConfig",
        List.of(Map.of("name", names(), "retryPolicy", RETRY)),
        "healthCheckConfig",
        Map.of("serviceName", ""));
  }

  private static List<Map<String, String>> names() {
    List<Map<String, String>> names = new ArrayList<>();
    for (String method : Repeats.always()) {
      int slash = method.indexOf('/');
      names.add(
          Map.of("service", method.substring(0, slash), "method", method.substring(slash + 1)));
    }
    return List.copyOf(names);
  }
}
