/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.client;

import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.ConnectionStatus;
import io.roster.wire.globalstore.v1.ListActiveWorkersRequest;
import io.roster.wire.globalstore.v1.ListActiveWorkersResponse;

/**
 * The fleet as the registry lists it.
 *
 * @param listed how many workers it names at all
 * @param connected how many of them it holds for connected
 */
public record ActiveWorkers(long listed, long connected) {

  public static ActiveWorkers ask(Channels channels) {
    ListActiveWorkersResponse answer =
        ClusterRuntimeServiceGrpc.newBlockingStub(channels.of(0))
            .listActiveWorkers(
                ListActiveWorkersRequest.newBuilder().setIncludeUnavailable(true).build());
    long connected =
        answer.getWorkersList().stream()
            .filter(worker -> worker.getStatus() == ConnectionStatus.CONNECTION_STATUS_CONNECTED)
            .count();
    return new ActiveWorkers(answer.getWorkersCount(), connected);
  }
}
