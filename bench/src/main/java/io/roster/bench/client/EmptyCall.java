/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.client;

import io.roster.bench.load.Action;
import io.roster.wire.globalstore.v1.ClusterAdminServiceGrpc;
import io.roster.wire.globalstore.v1.HealthCheckRequest;

/** The call that does nothing: what it costs, every call costs. */
public final class EmptyCall {

  private EmptyCall() {}

  public static Action over(Channels channels) {
    HealthCheckRequest nothing = HealthCheckRequest.getDefaultInstance();
    return Rpc.of(
        channels,
        ClusterAdminServiceGrpc.getHealthCheckMethod(),
        caller -> nothing,
        (caller, answer) -> Rpc.ok(answer.getStatus()));
  }
}
