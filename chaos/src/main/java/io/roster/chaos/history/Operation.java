/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.history;

import java.util.Map;
import java.util.Objects;

/**
 * One call of a client.
 *
 * @param subject what it was about: operations on different subjects do not bear on each other
 * @param client who called
 * @param action what was asked for
 * @param asked its parameters
 * @param invoked when it was sent, in microseconds since 1970
 * @param completed when its answer came; for an unknown outcome, when the client gave up
 * @param answered what was answered; empty unless the outcome is OK
 */
public record Operation(
    String subject,
    String client,
    String action,
    Map<String, String> asked,
    long invoked,
    long completed,
    Outcome outcome,
    Map<String, String> answered) {

  public Operation {
    asked = Map.copyOf(asked);
    answered = Map.copyOf(answered);
  }

  public String ask(String name) {
    return Objects.requireNonNull(asked.get(name), () -> action + " asks for no " + name);
  }

  public String answer(String name) {
    return Objects.requireNonNull(answered.get(name), () -> action + " was not told " + name);
  }

  public long askedNumber(String name) {
    return Long.parseLong(ask(name));
  }

  public long answeredNumber(String name) {
    return Long.parseLong(answer(name));
  }

  /** When it has happened at the latest, if it ever has. */
  public long latest() {
    return outcome == Outcome.UNKNOWN ? Long.MAX_VALUE : completed;
  }
}
