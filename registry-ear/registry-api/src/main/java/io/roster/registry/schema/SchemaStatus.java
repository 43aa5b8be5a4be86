/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.schema;

import java.util.List;

/**
 * How far the schema is.
 *
 * @param known the newest version that this coordinator knows
 * @param oldestWriter the oldest version that a coordinator must know to share this database
 * @param pending the contractions that can be made
 * @param members who shared the database within the last minute
 */
public record SchemaStatus(
    int known, int oldestWriter, List<Integer> pending, List<Member> members) {

  public SchemaStatus {
    pending = List.copyOf(pending);
    members = List.copyOf(members);
  }

  /**
   * A coordinator.
   *
   * @param known the newest schema version that it knows
   * @param beside the oldest that others may know beside it
   */
  public record Member(String coordinator, String version, int known, int beside) {}
}
