/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.roster.node.registry.RegistryFailure.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A coordinator whose answers a test decides, and which remembers what it was asked. */
final class ScriptedCoordinator implements Coordinator {

  final List<String> calls = new ArrayList<>();
  final List<Beat> beats = new ArrayList<>();

  Optional<Kind> failure = Optional.empty();
  Optional<Kind> heartbeatFailure = Optional.empty();
  String workerId = "worker_n_1";
  Duration interval = Duration.ZERO;
  Heard heard = new Heard(false, 1, 0);
  long generation = 1;

  private final String endpoint;

  /** Who asks a question here only wants to know whether it is asked. */
  private final Channel channel =
      new Channel() {
        @Override
        public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
          throw new UnsupportedOperationException(method.getFullMethodName());
        }

        @Override
        public String authority() {
          return endpoint();
        }
      };

  ScriptedCoordinator(String endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public String endpoint() {
    return endpoint;
  }

  @Override
  public void greet() throws RegistryFailure {
    called("greet");
  }

  @Override
  public Registered register(NodeIdentity node, NodeLoad load, Optional<String> previousWorkerId)
      throws RegistryFailure {
    called("register" + previousWorkerId.map(id -> " after " + id).orElse(""));
    return new Registered(workerId, interval, 1, generation);
  }

  @Override
  public Heard heartbeat(String worker, NodeIdentity node, Beat beat) throws RegistryFailure {
    called("beat " + worker + " " + beat.load().availableBytes());
    beats.add(beat);
    if (heartbeatFailure.isPresent()) {
      throw new RegistryFailure(heartbeatFailure.get(), endpoint + " fails");
    }
    return heard;
  }

  @Override
  public void unregister(String worker, String requestId) throws RegistryFailure {
    called("unregister " + requestId);
  }

  @Override
  public <T> T ask(Duration limit, Question<T> question) throws RegistryFailure {
    called("ask");
    return question.ask(new RegistryStubs(channel, limit));
  }

  @Override
  public void reconnect() {
    calls.add("reconnect");
  }

  @Override
  public void close() {
    calls.add("close");
  }

  private void called(String call) throws RegistryFailure {
    calls.add(call);
    if (failure.isPresent()) {
      throw new RegistryFailure(failure.get(), endpoint + " fails");
    }
  }
}
