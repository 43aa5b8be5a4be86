/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.ops.api;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.RegistryException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/**
 * What is answered when something cannot be: one shape for everything.
 *
 * @param traceId to find it again in the log
 */
record Failure(String code, int httpStatus, String message, JsonObject details, String traceId) {

  static Failure of(ErrorCode code, String message) {
    return of(code, message, JsonParts.object());
  }

  static Failure of(RegistryException refusal) {
    JsonObjectBuilder details = JsonParts.object();
    if (refusal instanceof InvalidRequest invalid) {
      details.add("field", invalid.field());
    }
    return of(refusal.code(), String.valueOf(refusal.getMessage()), details);
  }

  private static Failure of(ErrorCode code, String message, JsonObjectBuilder details) {
    return new Failure(
        code.grpcStatus(),
        code.httpStatus(),
        message,
        details.add("roster_error", code.runbook()).build(),
        UUID.randomUUID().toString());
  }

  /** A refusal of the server itself: no such path, no such method. */
  static Failure ofHttp(int status, String message) {
    String code =
        switch (status) {
          case 404 -> "NOT_FOUND";
          case 405, 406, 415 -> "INVALID_ARGUMENT";
          default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
        };
    return new Failure(
        code, status, message, JsonObject.EMPTY_JSON_OBJECT, UUID.randomUUID().toString());
  }

  JsonObject json() {
    return JsonParts.object()
        .add(
            "error",
            JsonParts.object()
                .add("code", code)
                .add("http_status", httpStatus)
                .add("message", message)
                .add("details", details)
                .add("trace_id", traceId))
        .build();
  }

  Response response() {
    return Response.status(httpStatus)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .header("Cache-Control", "no-store")
        .entity(json().toString())
        .build();
  }
}
