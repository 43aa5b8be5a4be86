/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.status;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.roster.node.NodeAgent;
import jakarta.ejb.EJB;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The metrics, as Prometheus text or as OpenMetrics, whichever the scraper asks for.
 *
 * <p>It is mapped in {@code web.xml}, because the server's own {@code /metrics} stays away only
 * from a mapping that it finds there.
 */
public class MetricsServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @EJB private transient NodeAgent agent;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    NodeGauges.set(agent.report());
    ExpositionFormatWriter writer =
        ExpositionFormats.init().findWriter(request.getHeader("Accept"));
    response.setContentType(writer.getContentType());
    response.setHeader("Cache-Control", "no-store");
    try (OutputStream body = response.getOutputStream()) {
      writer.write(body, PrometheusRegistry.defaultRegistry.scrape());
    }
  }
}
