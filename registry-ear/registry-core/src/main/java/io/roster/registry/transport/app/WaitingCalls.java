/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.app;

import io.roster.registry.transport.TransportAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The calls that wait on this coordinator, by their request ids; several may share one. */
final class WaitingCalls {

  private final Map<String, List<WaitingCall>> calls = new ConcurrentHashMap<>();
  private final AtomicInteger size = new AtomicInteger();
  private final int most;

  WaitingCalls(int most) {
    this.most = most;
  }

  /** Returns whether there was room. */
  boolean admit(WaitingCall call) {
    if (size.incrementAndGet() > most) {
      size.decrementAndGet();
      return false;
    }
    calls.compute(
        call.ticket().requestId(),
        (unused, others) -> {
          List<WaitingCall> all = others == null ? new ArrayList<>() : new ArrayList<>(others);
          all.add(call);
          return List.copyOf(all);
        });
    return true;
  }

  /** Returns whether nobody waits for its request any more; false also when it waited no more. */
  boolean leave(WaitingCall call) {
    boolean[] left = {false};
    List<WaitingCall> others =
        calls.computeIfPresent(
            call.ticket().requestId(),
            (unused, all) -> {
              List<WaitingCall> rest = all.stream().filter(other -> other != call).toList();
              left[0] = rest.size() < all.size();
              return rest.isEmpty() ? null : rest;
            });
    if (left[0]) {
      size.decrementAndGet();
    }
    return left[0] && others == null;
  }

  void answer(String requestId, TransportAnswer answer) {
    settle(requestId, call -> call.answer(answer));
  }

  void fail(String requestId, RuntimeException failure) {
    settle(requestId, call -> call.fail(failure));
  }

  void failAll(RuntimeException failure) {
    List.copyOf(calls.keySet()).forEach(requestId -> fail(requestId, failure));
  }

  /** Those that are not in the queue yet will be told by whoever puts them there. */
  void failEnqueued(RuntimeException failure) {
    for (WaitingCall call : enqueued()) {
      leave(call);
      call.fail(failure);
    }
  }

  private void settle(String requestId, Consumer<WaitingCall> word) {
    List<WaitingCall> all = calls.remove(requestId);
    if (all != null) {
      size.addAndGet(-all.size());
      all.forEach(word);
    }
  }

  /** Those whose requests are in the queue. */
  List<WaitingCall> enqueued() {
    return calls.values().stream().flatMap(List::stream).filter(WaitingCall::isEnqueued).toList();
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  int size() {
    return size.get();
  }
}
