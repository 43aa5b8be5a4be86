/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.grpc;

import io.roster.registry.reconcile.ReconcileService;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateRequest;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateResponse;

/** The rpc that reconciles. */
public final class ReconcileCalls {

  private final ReconcileService service;

  public ReconcileCalls(ReconcileService service) {
    this.service = service;
  }

  public ReconcileWorkerStateResponse reconcile(ReconcileWorkerStateRequest request) {
    return ReconcileMessages.response(
        request, service.reconcile(ReconcileMessages.request(request)));
  }
}
