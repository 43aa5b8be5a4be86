/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.status;

import io.roster.node.NodeAgent;
import io.roster.node.NodeReport;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready is a node that is registered, and whose inventory the registry has agreed on since. */
@Readiness
@ApplicationScoped
public class RegistrationCheck implements HealthCheck {

  @EJB private NodeAgent agent;

  @Override
  public HealthCheckResponse call() {
    NodeReport report = agent.report();
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("registration")
            .status(report.isReady())
            .withData("state", report.link().state().name())
            .withData("reconciled", report.agreedAt().isPresent())
            .withData("node", report.identity().nodeId())
            .withData("daemon", report.identity().daemonId())
            .withData("address", report.identity().address())
            .withData("grpc_port", report.identity().grpcPort())
            .withData("p2p_port", report.identity().p2pPort())
            .withData("replicas", report.replicas().size())
            .withData("artifacts_loaded", report.events().loaded())
            .withData("artifacts_unloaded", report.events().unloaded())
            .withData("artifacts_evicted", report.events().evicted())
            .withData("artifacts_failed", report.events().failed())
            .withData("memory_pressure", report.events().underPressure());
    report.link().workerId().ifPresent(worker -> answer.withData("worker", worker));
    report.link().endpoint().ifPresent(endpoint -> answer.withData("registry", endpoint));
    if (!report.isReady()) {
      answer.withData("reasons", String.join("; ", report.reasons()));
    }
    report.link().lastFailure().ifPresent(failure -> answer.withData("failure", failure));
    return answer.build();
  }
}
