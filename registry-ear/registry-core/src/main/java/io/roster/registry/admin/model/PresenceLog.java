/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.admin.model;

/** Where coordinators say that they are there. */
public interface PresenceLog {

  /**
   * What a coordinator says of itself.
   *
   * @param revision how far its memory follows the journal
   * @param databaseMillis how long the database took to take its word last time
   */
  record Presence(
      String name,
      String version,
      String host,
      int grpcPort,
      int httpPort,
      long revision,
      double databaseMillis) {}

  /**
   * @throws io.roster.registry.platform.DatabaseAway when it could not be said
   */
  void say(Presence presence);
}
