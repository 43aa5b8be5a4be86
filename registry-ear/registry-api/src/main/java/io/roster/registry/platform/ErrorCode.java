/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

/**
 * The one table of what can go wrong: how each failure looks over gRPC and HTTP, how loud it is in
 * the log, and which page of the runbook helps.
 */
public enum ErrorCode {
  INVALID_REQUEST("INVALID_ARGUMENT", 400, Severity.DEBUG, "ROS-1001"),
  NOT_AUTHENTICATED("UNAUTHENTICATED", 401, Severity.INFO, "ROS-1002"),
  NOT_PERMITTED("PERMISSION_DENIED", 403, Severity.INFO, "ROS-1003"),
  UNKNOWN_WORKER("NOT_FOUND", 404, Severity.DEBUG, "ROS-1004"),
  WORKER_OF_ANOTHER_DAEMON("FAILED_PRECONDITION", 409, Severity.INFO, "ROS-1005"),
  REQUEST_ID_REUSED("FAILED_PRECONDITION", 409, Severity.INFO, "ROS-1006"),
  CONCURRENT_CHANGE("ABORTED", 409, Severity.INFO, "ROS-1007"),
  OVERLOADED("RESOURCE_EXHAUSTED", 429, Severity.WARN, "ROS-2001"),
  DATABASE_AWAY("UNAVAILABLE", 503, Severity.WARN, "ROS-2002"),
  STOPPING("UNAVAILABLE", 503, Severity.INFO, "ROS-1008"),
  INTERNAL("INTERNAL", 500, Severity.ERROR, "ROS-4001");

  /** How loud a failure is in the log. */
  public enum Severity {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  private final String grpcStatus;
  private final int httpStatus;
  private final Severity severity;
  private final String runbook;

  ErrorCode(String grpcStatus, int httpStatus, Severity severity, String runbook) {
    this.grpcStatus = grpcStatus;
    this.httpStatus = httpStatus;
    this.severity = severity;
    this.runbook = runbook;
  }

  /** The canonical name of the gRPC status code. */
  public String grpcStatus() {
    return grpcStatus;
  }

  public int httpStatus() {
    return httpStatus;
  }

  public Severity severity() {
    return severity;
  }

  /** The page in {@code docs/runbooks.md}. */
  public String runbook() {
    return runbook;
  }
}
