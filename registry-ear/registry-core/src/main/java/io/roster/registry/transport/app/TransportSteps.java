/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.app;

import io.roster.registry.journal.model.BulkChange;
import io.roster.registry.journal.model.Changes;
import io.roster.registry.platform.RegistryException;
import io.roster.registry.replica.app.ReplicaDirectory;
import io.roster.registry.transport.model.Concern;
import io.roster.registry.transport.model.TransportLocks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes of transports that share a transaction. All locks of all of them are taken before the
 * first begins, so that no two transactions wait for each other.
 */
@ApplicationScoped
public class TransportSteps {

  /**
   * One change.
   *
   * @param <A> its answer
   */
  interface Step<A> {

    /** Asked inside the transaction. */
    List<Concern> concerns();

    /** It may refuse by throwing a {@code RegistryException} before it has written anything. */
    A run(Loads loads);
  }

  private TransportLocks locks;
  private ReplicaDirectory replicas;
  private Changes changes;

  private final BulkChange<Step<?>, Result> together =
      new BulkChange<>() {
        @Override
        public String operation() {
          return "changing transports";
        }

        @Override
        public List<Result> run(List<Step<?>> steps) {
          return runAll(steps);
        }
      };

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public TransportSteps() {}

  @Inject
  public TransportSteps(TransportLocks locks, ReplicaDirectory replicas, Changes changes) {
    this.locks = locks;
    this.replicas = replicas;
    this.changes = changes;
  }

  /** Makes a change; returns after its commit. */
  @SuppressWarnings("unchecked")
  <A> A take(String lane, Step<A> step) {
    Result result = changes.change(lane, together, step);
    if (result instanceof Refused refused) {
      throw refused.refusal();
    }
    return (A) ((Answered) result).answer();
  }

  private List<Result> runAll(List<Step<?>> steps) {
    locks.take(steps.stream().flatMap(step -> step.concerns().stream()).toList());
    Loads loads = new Loads(replicas);
    List<Result> results = new ArrayList<>(steps.size());
    for (Step<?> step : steps) {
      results.add(run(step, loads));
    }
    return results;
  }

  private static Result run(Step<?> step, Loads loads) {
    try {
      return new Answered(step.run(loads));
    } catch (RegistryException refusal) {
      return new Refused(refusal);
    }
  }

  /** What came of a change that others share a transaction with. */
  private sealed interface Result {}

  private record Answered(Object answer) implements Result {}

  private record Refused(RegistryException refusal) implements Result {}
}
