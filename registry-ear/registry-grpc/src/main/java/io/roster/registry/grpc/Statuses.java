/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import io.grpc.Metadata;
import io.grpc.Status;
import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;
import io.roster.registry.platform.RetryLater;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a gRPC status of a failure, by the one table of error codes, and logs it as loudly as that
 * table says.
 */
final class Statuses {

  /** The runbook's page for a failure. */
  static final Metadata.Key<String> ERROR_CODE =
      Metadata.Key.of("roster-error", Metadata.ASCII_STRING_MARSHALLER);

  /** When the same call may succeed, in milliseconds. */
  static final Metadata.Key<String> RETRY_AFTER =
      Metadata.Key.of("roster-retry-after-ms", Metadata.ASCII_STRING_MARSHALLER);

  /** The same for the library of the client, if it repeats calls by itself. */
  static final Metadata.Key<String> PUSHBACK =
      Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

  /** Finds the failure in the log. */
  static final Metadata.Key<String> CORRELATION =
      Metadata.Key.of("roster-correlation", Metadata.ASCII_STRING_MARSHALLER);

  private static final Logger LOG = LoggerFactory.getLogger(Statuses.class);

  /** A status and what goes into its trailers. */
  record Failure(Status status, Metadata trailers) {}

  private Statuses() {}

  static Failure of(Throwable failure, String method) {
    Metadata trailers = new Metadata();
    if (failure instanceof RegistryException foreseen) {
      ErrorCode code = foreseen.code();
      trailers.put(ERROR_CODE, code.runbook());
      if (foreseen instanceof RetryLater later) {
        String millis = Long.toString(Math.max(1, later.retryAfter().toMillis()));
        trailers.put(RETRY_AFTER, millis);
        trailers.put(PUSHBACK, millis);
      }
      log(code, method, foreseen);
      return new Failure(
          Status.Code.valueOf(code.grpcStatus()).toStatus().withDescription(foreseen.getMessage()),
          trailers);
    }
    String correlation = UUID.randomUUID().toString();
    trailers.put(ERROR_CODE, ErrorCode.INTERNAL.runbook());
    trailers.put(CORRELATION, correlation);
    LOG.error(
        "call_failed code={} rpc={} correlation={}",
        ErrorCode.INTERNAL.runbook(),
        method,
        correlation,
        failure);
    return new Failure(
        Status.INTERNAL.withDescription(
            "The registry met an unforeseen failure; its log has it under " + correlation),
        trailers);
  }

  private static void log(ErrorCode code, String method, RegistryException failure) {
    String event = "call_refused code={} rpc={} cause=\"{}\"";
    switch (code.severity()) {
      case DEBUG -> LOG.debug(event, code.runbook(), method, failure.getMessage());
      case INFO -> LOG.info(event, code.runbook(), method, failure.getMessage());
      case WARN -> LOG.warn(event, code.runbook(), method, failure.getMessage());
      case ERROR -> LOG.error(event, code.runbook(), method, failure.getMessage(), failure);
    }
  }
}
