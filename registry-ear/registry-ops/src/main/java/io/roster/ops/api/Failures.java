/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.ops.api;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every failure in one shape. */
@Provider
public class Failures implements ExceptionMapper<Throwable> {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  @Override
  public Response toResponse(Throwable failure) {
    if (failure instanceof RegistryException refusal) {
      return Failure.of(refusal).response();
    }
    if (failure instanceof WebApplicationException http && http.getResponse().getStatus() < 500) {
      int status = http.getResponse().getStatus();
      return Failure.ofHttp(status, sentence(status, http)).response();
    }
    Failure unexpected =
        Failure.of(ErrorCode.INTERNAL, "Something unexpected failed; its trace id is in the log");
    LOG.error("api_failed code=ROS-4001 trace_id={}", unexpected.traceId(), failure);
    return unexpected.response();
  }

  private static String sentence(int status, WebApplicationException refusal) {
    return switch (status) {
      case 404 -> "There is nothing at this path; openapi.json lists what there is";
      case 415 -> "Send the request as JSON, with Content-Type: application/json";
      default -> String.valueOf(refusal.getMessage());
    };
  }
}
