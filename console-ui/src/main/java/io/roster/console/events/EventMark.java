/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.events;

import com.vaadin.flow.component.html.Span;
import java.util.Map;

/** How an event's kind looks: what comes, what goes, and what is lost differ in shape too. */
public final class EventMark extends Span {

  private static final Map<String, String> SIGN =
      Map.of("registered", "+", "unregistered", "−", "expired", "×", "replaced", "⇄");

  private final Span sign = new Span();
  private final Span word = new Span();

  EventMark() {
    sign.getElement().setAttribute("aria-hidden", "true");
    add(sign, word);
    addClassName("event-kind");
  }

  void show(String kind) {
    sign.setText(sign(kind));
    sign.setClassName("sign " + tone(kind));
    word.setText(kind);
  }

  /** The sign before the kind: {@code +} for what came, {@code ×} for what was lost. */
  static String sign(String kind) {
    return SIGN.getOrDefault(verb(kind), "·");
  }

  public static String tone(String kind) {
    return switch (verb(kind)) {
      case "registered" -> "tone-good";
      case "expired" -> "tone-bad";
      default -> "tone-plain";
    };
  }

  private static String verb(String kind) {
    return kind.substring(kind.lastIndexOf('.') + 1);
  }
}
