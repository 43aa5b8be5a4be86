/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.model;

import io.roster.registry.journal.JournalEntry;
import io.roster.registry.platform.JsonValues;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A journal entry with its states as JSON trees.
 *
 * @param entry what stands in the journal
 * @param states its states, where they are at hand; else they are read out of the entry
 */
public record Change(JournalEntry entry, @Nullable States states) {

  /**
   * The states before and after.
   *
   * @param before JSON's null when there was none
   * @param after JSON's null when there is none
   */
  public record States(JsonValue before, JsonValue after) {

    private static States of(JournalEntry entry) {
      return new States(parse(entry.before()), parse(entry.after()));
    }

    private static JsonValue parse(String text) {
      if (text.equals("null")) {
        return JsonValue.NULL;
      }
      return JsonValues.read(text);
    }
  }

  /** Reads the states out of an entry that another coordinator wrote. */
  public static Change of(JournalEntry entry) {
    return new Change(entry, States.of(entry));
  }

  /** The same with its states at hand, for whoever looks at them more than once. */
  public Change read() {
    return states == null ? of(entry) : this;
  }

  private States atHand() {
    return states == null ? States.of(entry) : states;
  }

  public String kind() {
    return entry.kind();
  }

  public String subject() {
    return entry.subject();
  }

  public long revision() {
    return entry.revision();
  }

  /** The state after the change; empty when there is none. */
  public Optional<JsonObject> state() {
    return atHand().after() instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }

  /** The state before the change; empty when there was none. */
  public Optional<JsonObject> formerState() {
    return atHand().before() instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }
}
