/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.roster.registry.platform.Stopping;
import io.roster.registry.transport.TransportAnswer;
import io.roster.registry.transport.TransportCall;
import io.roster.registry.transport.TransportCompletion;
import io.roster.registry.transport.TransportService;
import io.roster.wire.globalstore.v1.CompleteReplicaTransportRequest;
import io.roster.wire.globalstore.v1.CompleteReplicaTransportResponse;
import io.roster.wire.globalstore.v1.QueryTransportWindowRequest;
import io.roster.wire.globalstore.v1.QueryTransportWindowResponse;
import io.roster.wire.globalstore.v1.RequestReplicaTransportRequest;
import io.roster.wire.globalstore.v1.RequestReplicaTransportResponse;
import io.roster.wire.globalstore.v1.Status;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The transport rpcs of ClusterRuntimeService. */
public final class TransportCalls {

  private final TransportService transports;
  private final Set<TransportCall> waiting = ConcurrentHashMap.newKeySet();
  private final Set<TransportCall> sentAway = ConcurrentHashMap.newKeySet();

  public TransportCalls(TransportService transports) {
    this.transports = transports;
  }

  /** Answers when a source is free or the patience is over; a caller that leaves is forgotten. */
  public void requestReplicaTransport(
      RequestReplicaTransportRequest request,
      StreamObserver<RequestReplicaTransportResponse> answer) {
    TransportCall call = transports.request(TransportMessages.request(request));
    waiting.add(call);
    if (answer instanceof ServerCallStreamObserver<RequestReplicaTransportResponse> served) {
      served.setOnCancelHandler(call::cancel);
    }
    var unused = call.answer().whenComplete((given, failure) -> tell(call, answer, given, failure));
  }

  /** Sends those who wait to another coordinator, where the same request waits on. */
  public void endAll() {
    for (TransportCall call : waiting) {
      sentAway.add(call);
      call.cancel();
    }
  }

  private void tell(
      TransportCall call,
      StreamObserver<RequestReplicaTransportResponse> answer,
      @Nullable TransportAnswer given,
      @Nullable Throwable failure) {
    waiting.remove(call);
    boolean away = sentAway.remove(call);
    if (given != null) {
      answer.onNext(TransportMessages.answer(given));
      answer.onCompleted();
    } else if (away) {
      answer.onError(new Stopping());
    } else if (failure != null && !(cause(failure) instanceof CancellationException)) {
      answer.onError(cause(failure));
    }
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException wrapper && wrapper.getCause() != null
        ? wrapper.getCause()
        : failure;
  }

  public CompleteReplicaTransportResponse completeReplicaTransport(
      CompleteReplicaTransportRequest request) {
    TransportCompletion.Result result = transports.complete(TransportMessages.completion(request));
    return CompleteReplicaTransportResponse.newBuilder()
        .setStatus(
            switch (result) {
              case COMPLETED -> Status.STATUS_OK;
              case NOT_FOUND -> Status.STATUS_NOT_FOUND;
            })
        .build();
  }

  public QueryTransportWindowResponse queryTransportWindow(QueryTransportWindowRequest request) {
    QueryTransportWindowResponse.Builder answer =
        QueryTransportWindowResponse.newBuilder().setStatus(Status.STATUS_OK);
    transports
        .query(TransportMessages.window(request))
        .forEach(transport -> answer.addRows(TransportMessages.row(transport)));
    return answer.build();
  }
}
