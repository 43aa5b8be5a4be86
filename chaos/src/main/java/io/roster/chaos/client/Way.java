/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.roster.client.ClientListener;
import io.roster.client.Endpoint;
import io.roster.client.RosterClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** The way of one client to the coordinators: the product's client, which moves between them. */
final class Way implements AutoCloseable {

  private final AtomicLong moves = new AtomicLong();
  private final RosterClient registry;

  private Way(String endpoints) {
    registry =
        RosterClient.builder(endpoints)
            .actor("chaos")
            .listener(
                new ClientListener() {
                  @Override
                  public void movedOn(Endpoint from, Status why) {
                    moves.incrementAndGet();
                  }
                })
            .build();
  }

  /**
   * To all coordinators.
   *
   * @param first the number of the one that is preferred
   */
  static Way to(List<Integer> ports, int first) {
    List<Integer> order = new ArrayList<>(ports);
    Collections.rotate(order, -(first % ports.size()));
    return new Way(
        order.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(",")));
  }

  RosterClient registry() {
    return registry;
  }

  /** How often a coordinator was left. A call during which that happened may have been doubled. */
  long moves() {
    return moves.get();
  }

  <Q, A> A call(MethodDescriptor<Q, A> method, Q request, Duration deadline, long minRevision) {
    Channel channel = minRevision > 0 ? registry.atLeast(minRevision) : registry.channel();
    return ClientCalls.blockingUnaryCall(
        channel,
        method,
        CallOptions.DEFAULT.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS),
        request);
  }

  @Override
  public void close() {
    registry.close();
  }
}
