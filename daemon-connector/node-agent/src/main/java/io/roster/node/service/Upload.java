/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.service;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.roster.wire.node.v1.PutArtifactHeader;
import io.roster.wire.node.v1.PutArtifactRequest;
import io.roster.wire.node.v1.PutArtifactResponse;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One artifact on its way in. The network's thread only hands messages over; as many are under way
 * as the one who stores them takes.
 */
final class Upload implements StreamObserver<PutArtifactRequest> {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int AHEAD = 4;

  /** Stores what comes in. */
  interface Store {
    PutArtifactResponse store(PutArtifactHeader header, InputStream bytes) throws Exception;
  }

  private final ServerCallStreamObserver<PutArtifactResponse> answer;
  private final Consumer<Runnable> work;
  private final Store store;
  private final Calls.Outcome outcome;
  private @Nullable BytesPipe pipe;

  Upload(
      ServerCallStreamObserver<PutArtifactResponse> answer,
      Consumer<Runnable> work,
      Store store,
      Calls.Outcome outcome) {
    this.answer = answer;
    this.work = work;
    this.store = store;
    this.outcome = outcome;
    answer.disableAutoRequest();
    answer.setOnCancelHandler(() -> broken("The caller has gone"));
    answer.request(AHEAD);
  }

  @Override
  public void onNext(PutArtifactRequest message) {
    BytesPipe open = pipe;
    switch (message.getPartCase()) {
      case HEADER -> {
        if (open != null) {
          refuse("The header comes once, before all bytes");
        } else {
          begin(message.getHeader());
        }
      }
      case BYTES -> {
        if (open == null) {
          refuse("The header comes before the bytes");
        } else {
          open.add(message.getBytes());
        }
      }
      case PART_NOT_SET -> refuse("A message needs a header or bytes");
    }
  }

  private void begin(PutArtifactHeader header) {
    BytesPipe open = new BytesPipe(() -> answer.request(1), PATIENCE);
    pipe = open;
    answer.request(1);
    work.accept(() -> store(header, open));
  }

  private void store(PutArtifactHeader header, InputStream bytes) {
    try {
      PutArtifactResponse stored = store.store(header, bytes);
      answer.onNext(stored);
      answer.onCompleted();
      outcome.done(Status.OK);
    } catch (Exception failure) {
      fail(Refusals.of(failure));
    }
  }

  private void refuse(String sentence) {
    broken(sentence);
    fail(Status.INVALID_ARGUMENT.withDescription(sentence).asException());
  }

  private void fail(StatusException refusal) {
    outcome.done(refusal.getStatus());
    if (!answer.isCancelled()) {
      answer.onError(refusal);
    }
  }

  private void broken(String reason) {
    BytesPipe open = pipe;
    if (open != null) {
      open.fail(reason);
    }
  }

  @Override
  public void onError(Throwable gone) {
    broken("The caller broke off");
  }

  @Override
  public void onCompleted() {
    BytesPipe open = pipe;
    if (open == null) {
      refuse("The header is missing");
    } else {
      open.complete();
    }
  }
}
