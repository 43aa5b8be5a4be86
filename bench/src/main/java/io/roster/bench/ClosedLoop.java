/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench;

import com.google.protobuf.MessageLite;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Keeps a fixed number of calls in flight: each answer sends the next call. It runs on the
 * network's own threads, since with a pool of its own it would measure itself.
 */
final class ClosedLoop implements AutoCloseable {

  private static final int IN_FLIGHT = 64;
  private static final int CHANNELS = 2;

  private final List<ManagedChannel> channels;

  ClosedLoop(int port) {
    channels =
        IntStream.range(0, CHANNELS)
            .mapToObj(
                unused ->
                    NettyChannelBuilder.forAddress("127.0.0.1", port)
                        .usePlaintext()
                        .directExecutor()
                        .build())
            .map(ManagedChannel.class::cast)
            .toList();
  }

  ManagedChannel channel() {
    return channels.get(0);
  }

  /** Calls per second, after a warm-up of the same length at most. */
  <Q extends MessageLite, A extends MessageLite> double perSecond(
      MethodDescriptor<Q, A> method, IntFunction<Q> request, Duration warmUp, Duration measured) {
    Run<Q, A> run = new Run<>(method, request);
    run.start();
    run.during(warmUp);
    long before = run.answered.get();
    long begun = System.nanoTime();
    run.during(measured);
    double perSecond = (run.answered.get() - before) / ((System.nanoTime() - begun) / 1e9);
    run.stop();
    return perSecond;
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }

  private final class Run<Q extends MessageLite, A extends MessageLite> {

    private final MethodDescriptor<Q, A> method;
    private final IntFunction<Q> request;
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final CountDownLatch over = new CountDownLatch(IN_FLIGHT);
    private volatile boolean stopping;

    Run(MethodDescriptor<Q, A> method, IntFunction<Q> request) {
      this.method = method;
      this.request = request;
    }

    void start() {
      IntStream.range(0, IN_FLIGHT).forEach(this::call);
    }

    void during(Duration time) {
      try {
        if (over.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new IllegalStateException(
              "every caller of " + method.getFullMethodName() + " gave up");
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    void stop() {
      stopping = true;
      try {
        boolean all = over.await(10, TimeUnit.SECONDS);
        if (!all || failed.get() > 0) {
          throw new IllegalStateException(
              failed.get() + " calls of " + method.getFullMethodName() + " failed");
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    private void call(int slot) {
      ManagedChannel channel = channels.get(slot % CHANNELS);
      ClientCalls.asyncUnaryCall(
          channel.newCall(method, CallOptions.DEFAULT),
          request.apply(slot),
          new StreamObserver<A>() {
            @Override
            public void onNext(A answer) {
              answered.incrementAndGet();
            }

            @Override
            public void onError(Throwable failure) {
              failed.incrementAndGet();
              over.countDown();
            }

            @Override
            public void onCompleted() {
              if (stopping) {
                over.countDown();
              } else {
                call(slot);
              }
            }
          });
    }
  }
}
