/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

import io.roster.chaos.history.History;
import io.roster.chaos.history.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** All that a site promises, held against what is known of a seed. */
public final class Promises {

  private static final Map<String, Function<List<Operation>, Optional<String>>> MODELS =
      Map.of(
          "key", operations -> Linearizer.refute(new KeyModel(), operations),
          "replica", operations -> Linearizer.refute(new ReplicaModel(), operations),
          "lease", operations -> Linearizer.refute(new LeaseModel(), operations),
          "worker", operations -> Linearizer.refute(new WorkerModel(), operations));

  private Promises() {}

  /** Those that were not kept. */
  public static List<Violation> broken(Evidence evidence) {
    List<Violation> broken = new ArrayList<>(broken(evidence.history()));
    broken.addAll(WatchCheck.broken(evidence.journal(), evidence.watches()));
    broken.addAll(LeadershipCheck.broken(evidence.holders(), evidence.journal()));
    broken.addAll(LivenessCheck.broken(evidence));
    broken.addAll(SlotCheck.broken(evidence));
    return broken;
  }

  /** Those that were not kept, as far as the operations alone tell. */
  public static List<Violation> broken(History history) {
    return history.bySubject().entrySet().stream()
        .flatMap(entry -> refute(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Stream<Violation> refute(String subject, List<Operation> operations) {
    Function<List<Operation>, Optional<String>> model = MODELS.get(kindOf(subject));
    return model == null
        ? Stream.empty()
        : model.apply(operations).stream()
            .map(why -> new Violation("linearizable " + subject, why));
  }

  private static String kindOf(String subject) {
    return subject.substring(0, subject.indexOf('/'));
  }
}
