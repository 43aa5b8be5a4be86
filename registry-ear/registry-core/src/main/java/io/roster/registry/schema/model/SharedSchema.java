/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.schema.model;

import io.roster.registry.schema.SchemaStatus;
import io.roster.registry.schema.SchemaStatus.Member;
import java.util.List;

/** The schema that coordinators share. */
public interface SharedSchema {

  SchemaStatus status();

  /**
   * Takes away what older coordinators need.
   *
   * @return who still needs it, so that nothing was done
   */
  List<Member> contract();
}
