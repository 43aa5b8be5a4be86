/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.ui;

import com.vaadin.flow.component.html.Span;
import io.roster.registry.command.CommandState;
import io.roster.registry.facts.ReplicaCondition;
import io.roster.registry.facts.Sync;
import io.roster.registry.facts.TransportCondition;
import io.roster.registry.facts.WorkerCondition;
import io.roster.registry.facts.WorkerFact;
import java.util.Locale;

/** A state by colour, shape and word at once. */
public record Mark(Tone tone, String word) {

  /** What a state means to an operator. */
  public enum Tone {
    GOOD,
    WARN,
    BAD,
    /** Nothing to worry about, and nothing going on. */
    IDLE,
    /** On its way. */
    MOVING;

    public String style() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Mark of(WorkerCondition condition) {
    Tone tone =
        switch (condition) {
          case READY -> Tone.GOOD;
          case NOT_ACCEPTING, DRAINING -> Tone.WARN;
          case SILENT -> Tone.BAD;
          case GONE -> Tone.IDLE;
        };
    return new Mark(tone, word(condition));
  }

  /** Its condition, and whether its daemon is kept out besides. */
  public static Mark of(WorkerFact worker) {
    Mark condition = of(worker.condition());
    if (worker.quarantine().isEmpty()) {
      return condition;
    }
    Tone tone = condition.tone == Tone.BAD ? Tone.BAD : Tone.WARN;
    return new Mark(tone, condition.word + ", kept out");
  }

  public static Mark of(Sync sync) {
    Tone tone =
        switch (sync) {
          case AGREED -> Tone.GOOD;
          case STALE -> Tone.WARN;
          case UNKNOWN -> Tone.IDLE;
        };
    return new Mark(tone, word(sync));
  }

  public static Mark of(ReplicaCondition condition) {
    Tone tone =
        switch (condition) {
          case AVAILABLE -> Tone.GOOD;
          case UNAVAILABLE -> Tone.BAD;
          case DRAINING -> Tone.WARN;
        };
    return new Mark(tone, word(condition));
  }

  public static Mark of(TransportCondition condition) {
    Tone tone =
        switch (condition) {
          case IN_PROGRESS -> Tone.MOVING;
          case SUCCESS -> Tone.GOOD;
          case FAILED, EXPIRED -> Tone.BAD;
          case CANCELLED -> Tone.IDLE;
        };
    return new Mark(tone, word(condition));
  }

  public static Mark of(CommandState state) {
    Tone tone =
        switch (state) {
          case PENDING, DELIVERED, ACKNOWLEDGED -> Tone.MOVING;
          case DONE -> Tone.GOOD;
          case FAILED, EXPIRED -> Tone.BAD;
          case CANCELLED -> Tone.IDLE;
        };
    return new Mark(tone, state == CommandState.PENDING ? "requested" : word(state));
  }

  public static Mark upOrDown(boolean up, String word) {
    return new Mark(up ? Tone.GOOD : Tone.BAD, word);
  }

  /** A constant as a person reads it. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  public Mark says(String text) {
    return new Mark(tone, text);
  }

  public Span span() {
    Span shape = new Span();
    shape.addClassName("mark-shape");
    shape.getElement().setAttribute("aria-hidden", "true");
    Span mark = new Span(shape, new Span(word));
    mark.addClassNames("mark", "mark-" + tone.style());
    return mark;
  }
}
