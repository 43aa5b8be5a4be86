/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.ops.api;

import io.roster.registry.admin.ServerInfoService;
import io.roster.registry.platform.ErrorCode;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks each call for the cluster's token, as the gRPC port does. Cookies count for nothing, so that
 * no page can ask in somebody's name.
 */
@Provider
@ApplicationScoped
public class ClusterToken implements ContainerRequestFilter {

  private static final String BEARER = "bearer ";

  @EJB private ServerInfoService server;

  @Override
  public void filter(ContainerRequestContext request) {
    String wanted = server.clusterToken();
    if (wanted.isEmpty() || given(request).filter(token -> isEqual(token, wanted)).isPresent()) {
      return;
    }
    request.abortWith(
        Failure.of(
                ErrorCode.NOT_AUTHENTICATED,
                "This cluster asks for its token: send it as a bearer token")
            .response());
  }

  private static Optional<String> given(ContainerRequestContext request) {
    return Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION))
        .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(BEARER))
        .map(header -> header.substring(BEARER.length()).strip());
  }

  private static boolean isEqual(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
