/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;

/**
 * Counts and times each call. The method's label comes from the services that are served, so it is
 * bounded.
 */
final class CallMetrics implements ServerInterceptor {

  private static final Counter HANDLED =
      Counter.builder()
          .name("tc_grpc_server_handled_total")
          .help("Calls that were answered, by method and status code.")
          .labelNames("method", "code")
          .register();
  private static final Histogram HANDLING =
      Histogram.builder()
          .name("tc_grpc_server_handling_seconds")
          .help("Time from the arrival of a call to its answer.")
          .labelNames("method")
          .classicOnly()
          .classicUpperBounds(.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10)
          .register();
  private static final Gauge INFLIGHT =
      Gauge.builder()
          .name("tc_grpc_server_inflight_requests")
          .help("Calls that are being served now.")
          .register();

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    long begun = System.nanoTime();
    String method = String.valueOf(call.getMethodDescriptor().getBareMethodName());
    INFLIGHT.inc();
    ServerCall<Q, A> counted =
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void close(Status status, Metadata trailers) {
            HANDLED.labelValues(method, status.getCode().name()).inc();
            super.close(status, trailers);
          }
        };
    return new FinishedListener<>(
        next.startCall(counted, headers),
        () -> {
          INFLIGHT.dec();
          HANDLING.labelValues(method).observe((System.nanoTime() - begun) / 1e9);
        });
  }
}
