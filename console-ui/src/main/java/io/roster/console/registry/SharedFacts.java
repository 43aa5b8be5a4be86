/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.registry;

import io.roster.registry.facts.FleetFacts;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The fleet's facts for those who show the same picture: whoever comes first asks, and all are
 * given the same answer, also when it is that the database is away. What was answered for an
 * earlier picture is forgotten.
 */
final class SharedFacts {

  private final Supplier<FleetFacts> source;
  private Answers newest = new Answers(-1);

  SharedFacts(Supplier<FleetFacts> source) {
    this.source = source;
  }

  /** Whoever is late with an earlier picture asks for itself. */
  synchronized FleetFacts of(long picture) {
    if (picture > newest.picture) {
      newest = new Answers(picture);
    }
    return picture == newest.picture ? newest.facts : source.get();
  }

  /** What was asked for one picture. */
  private final class Answers {

    private final long picture;
    private final Map<Question, Asked> known = new ConcurrentHashMap<>();
    private final FleetFacts facts =
        (FleetFacts)
            Proxy.newProxyInstance(
                FleetFacts.class.getClassLoader(),
                new Class<?>[] {FleetFacts.class},
                (proxy, method, arguments) -> answer(method, arguments));

    Answers(long picture) {
      this.picture = picture;
    }

    private Object answer(Method method, Object @Nullable [] arguments) {
      Question question = new Question(method, arguments == null ? List.of() : List.of(arguments));
      return known.computeIfAbsent(question, unused -> new Asked()).answer(question, source);
    }
  }

  /** A call of the interface; what it is called with are values. */
  private record Question(Method method, List<Object> arguments) {

    Object ask(FleetFacts facts) {
      try {
        return method.invoke(facts, arguments.toArray());
      } catch (InvocationTargetException failed) {
        if (failed.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new IllegalStateException(method + " declares no such failure", failed);
      } catch (IllegalAccessException impossible) {
        throw new IllegalStateException("an interface's methods are public", impossible);
      }
    }
  }

  /** An answer, once there is one; whoever comes meanwhile waits for it. */
  private static final class Asked {

    private @Nullable Object answer;
    private @Nullable RuntimeException failure;

    synchronized Object answer(Question question, Supplier<FleetFacts> source) {
      if (answer == null && failure == null) {
        ask(question, source);
      }
      if (failure != null) {
        throw failure;
      }
      return Objects.requireNonNull(answer, "an answer");
    }

    private void ask(Question question, Supplier<FleetFacts> source) {
      try {
        answer = question.ask(source.get());
      } catch (RuntimeException failed) {
        failure = failed;
      }
    }
  }
}
