/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.model;

import io.roster.registry.journal.JournalEntry;
import io.roster.registry.platform.JsonValues;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;

/**
 * A journal entry with its states as JSON trees.
 *
 * @param entry what stands in the journal
 * @param before the state before; JSON's null when there was none
 * @param after the state after; JSON's null when there is none
 */
public record Change(JournalEntry entry, JsonValue before, JsonValue after) {

  /** Reads the states out of an entry that another coordinator wrote. */
  public static Change of(JournalEntry entry) {
    return new Change(entry, parse(entry.before()), parse(entry.after()));
  }

  private static JsonValue parse(String text) {
    if (text.equals("null")) {
      return JsonValue.NULL;
    }
    return JsonValues.read(text);
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
    return after instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }

  /** The state before the change; empty when there was none. */
  public Optional<JsonObject> formerState() {
    return before instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }
}
