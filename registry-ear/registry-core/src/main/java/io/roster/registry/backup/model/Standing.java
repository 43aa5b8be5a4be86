/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup.model;

import io.roster.registry.backup.Holdings;
import java.util.List;
import java.util.Map;

/**
 * What stands in the place that a backup is to take.
 *
 * @param schema the version of the schema
 * @param columns the columns of each table
 */
public record Standing(Holdings holdings, int schema, Map<String, List<String>> columns) {

  public Standing {
    columns = Map.copyOf(columns);
  }
}
