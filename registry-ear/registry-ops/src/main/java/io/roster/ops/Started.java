/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.ops;

import io.roster.registry.platform.Readiness;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** The coordinator was ready once. */
@Startup
@ApplicationScoped
public class Started implements HealthCheck {

  @EJB private Readiness readiness;

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("started").status(readiness.started()).build();
  }
}
