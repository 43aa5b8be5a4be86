/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.ops.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Where the read API is. */
@ApplicationPath("/api")
public class ReadApi extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(FleetResource.class, ClusterToken.class, Failures.class, ServerTime.class);
  }
}
