/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.schema;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** Coordinators live that need what was to be taken away. */
public final class SchemaStillNeeded extends RegistryException {

  private static final long serialVersionUID = 1L;

  /**
   * @param who their names and versions
   */
  public SchemaStillNeeded(String who) {
    super(
        ErrorCode.SCHEMA_STILL_NEEDED,
        "Nothing was changed: "
            + who
            + " needs the schema as it is. Upgrade or stop it, and ask again after a minute");
  }
}
