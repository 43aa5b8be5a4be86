/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.schema;

import io.roster.registry.access.Identity;

/** How far the schema is, and the step after which older coordinators cannot come back. */
public interface SchemaService {

  /**
   * @throws io.roster.registry.platform.DatabaseAway when the database does not answer
   */
  SchemaStatus status();

  /**
   * Takes away what only older coordinators need; does nothing when there is nothing to take away.
   *
   * @throws SchemaStillNeeded when one of them was there within the last minute
   */
  SchemaStatus contract(String reason, Identity asking);
}
