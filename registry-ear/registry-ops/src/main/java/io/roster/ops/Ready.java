/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.ops;

import io.roster.registry.platform.Readiness;
import io.roster.registry.platform.Readiness.Check;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** The coordinator can serve: database, schema and gRPC port. */
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
public class Ready implements HealthCheck {

  @EJB private Readiness readiness;

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("registry");
    boolean up = true;
    for (Check check : readiness.checks()) {
      response.withData(check.name(), (check.up() ? "UP: " : "DOWN: ") + check.detail());
      up &= check.up();
    }
    return response.status(up).build();
  }
}
