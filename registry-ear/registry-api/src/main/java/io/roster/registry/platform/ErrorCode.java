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
  UNREADABLE_REPLICA_ID("NOT_FOUND", 404, Severity.INFO, "ROS-1040"),
  MALFORMED_ID("INTERNAL", 500, Severity.DEBUG, "ROS-1041"),
  CONCURRENT_CHANGE("ABORTED", 409, Severity.INFO, "ROS-1007"),
  JOURNAL_TRIMMED("OUT_OF_RANGE", 410, Severity.INFO, "ROS-1009"),
  REVISION_NOT_REACHED("UNAVAILABLE", 503, Severity.INFO, "ROS-1010"),
  NOT_LEADER("FAILED_PRECONDITION", 409, Severity.INFO, "ROS-1011"),
  LAST_COORDINATOR("FAILED_PRECONDITION", 409, Severity.INFO, "ROS-1012"),
  DRAIN_GOES_ON("FAILED_PRECONDITION", 409, Severity.INFO, "ROS-1013"),
  SCHEMA_STILL_NEEDED("FAILED_PRECONDITION", 409, Severity.INFO, "ROS-1014"),
  WORKER_QUARANTINED("RESOURCE_EXHAUSTED", 429, Severity.INFO, "ROS-1015"),
  UNKNOWN_COMMAND("NOT_FOUND", 404, Severity.DEBUG, "ROS-1061"),
  TARGET_CHANGED("FAILED_PRECONDITION", 409, Severity.INFO, "ROS-1062"),
  UNKNOWN_REPLICA("NOT_FOUND", 404, Severity.DEBUG, "ROS-1063"),
  UNKNOWN_THING("NOT_FOUND", 404, Severity.DEBUG, "ROS-1064"),
  UNKNOWN_ACCOUNT("NOT_FOUND", 404, Severity.DEBUG, "ROS-1065"),
  LAST_ADMINISTRATOR("FAILED_PRECONDITION", 409, Severity.INFO, "ROS-1066"),
  BACKUP_UNUSABLE("FAILED_PRECONDITION", 409, Severity.INFO, "ROS-1070"),
  BACKUP_OF_ANOTHER_CLUSTER("FAILED_PRECONDITION", 409, Severity.INFO, "ROS-1071"),
  RESTORE_GOES_ON("FAILED_PRECONDITION", 409, Severity.INFO, "ROS-1072"),
  TARGET_NOT_READY("FAILED_PRECONDITION", 409, Severity.INFO, "ROS-1030"),
  INDEX_MISMATCH("FAILED_PRECONDITION", 409, Severity.INFO, "ROS-1031"),
  SESSION_LOCAL_ARTIFACT("FAILED_PRECONDITION", 409, Severity.DEBUG, "ROS-1032"),
  NOT_RECORDED("NOT_FOUND", 404, Severity.DEBUG, "ROS-1033"),
  ANSWER_TOO_LARGE("RESOURCE_EXHAUSTED", 413, Severity.INFO, "ROS-1034"),
  SHARD_LEASE_LOST("NOT_FOUND", 404, Severity.DEBUG, "ROS-1035"),
  NO_SHARD_HOME("NOT_FOUND", 404, Severity.DEBUG, "ROS-1036"),
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
