/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ServerCall;

/** Runs something once when a call is over, answered or cancelled. */
final class FinishedListener<Q> extends SimpleForwardingServerCallListener<Q> {

  private final Runnable finished;

  FinishedListener(ServerCall.Listener<Q> next, Runnable finished) {
    super(next);
    this.finished = finished;
  }

  @Override
  public void onComplete() {
    try {
      super.onComplete();
    } finally {
      finished.run();
    }
  }

  @Override
  public void onCancel() {
    try {
      super.onCancel();
    } finally {
      finished.run();
    }
  }
}
