/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.ops.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Where this coordinator is taken out of service. */
@ApplicationPath("/drain")
public class DrainApi extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(DrainResource.class, ClusterToken.class, Failures.class);
  }
}
