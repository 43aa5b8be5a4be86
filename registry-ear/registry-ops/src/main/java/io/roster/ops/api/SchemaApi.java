/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.ops.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Where the schema is looked at and contracted. */
@ApplicationPath("/schema")
public class SchemaApi extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(SchemaResource.class, ClusterToken.class, Failures.class);
  }
}
