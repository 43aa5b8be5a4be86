/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.ops.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;

/**
 * Says with each answer how long it took the server, so that a slow list is told from a slow
 * network.
 */
@Provider
@PreMatching
public class ServerTime implements ContainerRequestFilter, ContainerResponseFilter {

  private static final String BEGUN = ServerTime.class.getName();

  @Override
  public void filter(ContainerRequestContext request) {
    request.setProperty(BEGUN, System.nanoTime());
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(BEGUN) instanceof Long begun) {
      response
          .getHeaders()
          .putSingle(
              "Server-Timing",
              String.format(Locale.ROOT, "app;dur=%.1f", (System.nanoTime() - begun) / 1e6));
    }
  }
}
