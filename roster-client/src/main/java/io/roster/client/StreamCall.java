/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import io.grpc.ClientCall;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.Status;

/** A stream at one coordinator. How it goes on elsewhere only its user knows. */
final class StreamCall<Q, A> extends SimpleForwardingClientCall<Q, A> {

  private final Site site;
  private final Coordinator coordinator;

  StreamCall(ClientCall<Q, A> call, Site site, Coordinator coordinator) {
    super(call);
    this.site = site;
    this.coordinator = coordinator;
  }

  @Override
  public void start(Listener<A> listener, Metadata headers) {
    super.start(
        new SimpleForwardingClientCallListener<>(listener) {
          @Override
          public void onClose(Status status, Metadata trailers) {
            Verdict verdict = Verdict.of(status, trailers);
            if (verdict != Verdict.ANSWER) {
              site.failed(coordinator, status);
            }
            super.onClose(
                verdict == Verdict.FOREIGN
                    ? status.withDescription(site.foreign(coordinator.endpoint()))
                    : status,
                trailers);
          }
        },
        headers);
  }
}
