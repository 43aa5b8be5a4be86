/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.settings;

import static io.roster.settings.Setting.optional;
import static io.roster.settings.Setting.withDefault;
import static io.roster.settings.SettingType.BYTES_COUNT;
import static io.roster.settings.SettingType.COUNT;
import static io.roster.settings.SettingType.DURATION;
import static io.roster.settings.SettingType.FLAG;
import static io.roster.settings.SettingType.LIST;
import static io.roster.settings.SettingType.MILLIS;
import static io.roster.settings.SettingType.PATH;
import static io.roster.settings.SettingType.POSITIVE;
import static io.roster.settings.SettingType.TEXT;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Settings of the reference's registry that nothing in Roster reads yet. They are known and checked
 * so that its file is accepted as it is, and a slip in it is still found. One that comes into use
 * moves to {@link RegistrySettings} or the table of its feature.
 */
public final class ReferenceSettings {

  private static final SettingType<String> MODE =
      SettingType.enumeration(
          "TRANSPORT_SCHEDULER_MODE_", Map.of(), "LEGACY", "SOURCE_BALANCE", "GROUP_DISPATCH");
  private static final SettingType<String> AUTHORITY =
      SettingType.enumeration(
          "PUBLISH_AUTHORITY_MODE_", Map.of(), "AUTO_WHEN_READY", "COORDINATOR_EXPLICIT");
  private static final SettingType<String> PROTOCOL =
      SettingType.enumeration(
          "OTEL_EXPORTER_PROTOCOL_",
          Map.of("http/protobuf", "HTTP_PROTOBUF"),
          "GRPC",
          "HTTP_PROTOBUF");

  public static final Setting<Path> DATABASE_FILE =
      optional(
              "roster.database.file",
              PATH,
              "The reference's DuckDB file. Roster keeps everything in PostgreSQL.")
          .at("database.db_file")
          .withoutEffect();
  public static final Setting<Boolean> GRPC_TLS_ENABLED =
      optional(
              "roster.grpc.tls-enabled",
              FLAG,
              "Must agree with roster.grpc.tls-cert, which alone switches TLS on.")
          .at("server.grpc.tls.enabled")
          .withoutEffect();
  public static final Setting<Integer> GRPC_MAX_CONCURRENT_STREAMS =
      optional("roster.grpc.max-concurrent-streams", COUNT, "Calls at a time on one connection.")
          .at("server.grpc.max_concurrent_streams")
          .withoutEffect();
  public static final Setting<Duration> GRPC_KEEPALIVE_TIME =
      optional(
              "roster.grpc.keepalive-time",
              DURATION,
              "Silence on a connection after which the server pings.")
          .at("server.grpc.keepalive_time")
          .withoutEffect();
  public static final Setting<Duration> GRPC_KEEPALIVE_TIMEOUT =
      optional(
              "roster.grpc.keepalive-timeout",
              DURATION,
              "How long such a ping may stay unanswered.")
          .at("server.grpc.keepalive_timeout")
          .withoutEffect();
  public static final Setting<Duration> GRPC_MAX_CONNECTION_IDLE =
      optional(
              "roster.grpc.max-connection-idle",
              DURATION,
              "Idle time after which a connection is closed.")
          .at("server.grpc.max_connection_idle")
          .withoutEffect();
  public static final Setting<Duration> GRPC_MAX_CONNECTION_AGE =
      optional("roster.grpc.max-connection-age", DURATION, "Age at which a connection is closed.")
          .at("server.grpc.max_connection_age")
          .withoutEffect();
  public static final Setting<Boolean> GRPC_TCP_NODELAY =
      optional(
              "roster.grpc.tcp-nodelay",
              FLAG,
              "Whether small packets are sent at once; they always are.")
          .at("server.grpc.tcp_nodelay")
          .withoutEffect();
  public static final Setting<Boolean> GRPC_SO_REUSEPORT =
      optional(
              "roster.grpc.so-reuseport",
              FLAG,
              "Whether several processes may share the port; they never do.")
          .at("server.grpc.so_reuseport")
          .withoutEffect();
  public static final Setting<Duration> MEMORY_TIERS_SNAPSHOT_RETENTION =
      withDefault(
              "roster.memory-tiers.snapshot-retention",
              DURATION,
              "PT600S",
              "How long snapshots of memory tiers are kept.")
          .at("worker_policy.memory_tiers.snapshot_retention")
          .withoutEffect();
  public static final Setting<Integer> MEMORY_TIERS_SNAPSHOT_MAX_ROWS =
      withDefault(
              "roster.memory-tiers.snapshot-max-rows",
              POSITIVE,
              "200",
              "The most snapshots kept for a node.")
          .at("worker_policy.memory_tiers.snapshot_max_rows")
          .withoutEffect();
  public static final Setting<Duration> MEMORY_TIERS_PUBLISH_INTERVAL =
      withDefault(
              "roster.memory-tiers.publish-interval",
              DURATION,
              "PT5S",
              "How often nodes publish their memory tiers.")
          .at("worker_policy.memory_tiers.publish_interval")
          .withoutEffect();
  public static final Setting<Integer> CONTROL_REDUCER_SHARD_COUNT =
      withDefault(
              "roster.control-reducer.shard-count",
              POSITIVE,
              "1",
              "Lanes of the reference's reducer.")
          .at("worker_policy.control_reducer.shard_count")
          .withoutEffect();
  public static final Setting<Integer> CONTROL_REDUCER_QUEUE_CAPACITY =
      withDefault(
              "roster.control-reducer.queue-capacity",
              POSITIVE,
              "2048",
              "Length of each such lane.")
          .at("worker_policy.control_reducer.queue_capacity")
          .withoutEffect();
  public static final Setting<Duration> CONTROL_REDUCER_COALESCE_WINDOW =
      withDefault(
              "roster.control-reducer.coalesce-window",
              DURATION,
              "PT0.05S",
              "How long changes wait for company.")
          .at("worker_policy.control_reducer.coalesce_window")
          .withoutEffect();
  public static final Setting<String> TRANSPORT_SCHEDULER_MODE =
      withDefault(
              "roster.transport-scheduler.mode",
              MODE,
              "LEGACY",
              "How sources are chosen; the newest reference ignores it too.")
          .at("worker_policy.transport_scheduler.mode")
          .withoutEffect();
  public static final Setting<Boolean> GROUP_REALIZATION_ENABLED =
      withDefault(
              "roster.group-realization.enabled",
              FLAG,
              "false",
              "Whether groups of parts are realized together.")
          .at("worker_policy.group_realization.enabled")
          .withoutEffect();
  public static final Setting<Duration> GROUP_REALIZATION_DEFAULT_DEADLINE =
      withDefault(
              "roster.group-realization.default-deadline",
              MILLIS,
              "30000",
              "Deadline of a transaction that names none.")
          .at("worker_policy.group_realization.default_deadline_ms")
          .withoutEffect();
  public static final Setting<Integer> GROUP_REALIZATION_MAX_TOTAL_PARTS =
      withDefault(
              "roster.group-realization.max-total-parts",
              POSITIVE,
              "1024",
              "The most parts of a transaction.")
          .at("worker_policy.group_realization.max_total_parts")
          .withoutEffect();
  public static final Setting<Duration> GROUP_REALIZATION_TRANSACTION_TTL =
      withDefault(
              "roster.group-realization.transaction-ttl",
              MILLIS,
              "300000",
              "How long a transaction lives.")
          .at("worker_policy.group_realization.transaction_ttl_ms")
          .withoutEffect();
  public static final Setting<Duration> GROUP_REALIZATION_EXPIRATION_SCAN_INTERVAL =
      withDefault(
              "roster.group-realization.expiration-scan-interval",
              MILLIS,
              "30000",
              "How often expired ones are looked for.")
          .at("worker_policy.group_realization.expiration_scan_interval_ms")
          .withoutEffect();
  public static final Setting<Integer> GROUP_REALIZATION_MAX_PARTS_PER_VERSION_SET =
      withDefault(
              "roster.group-realization.max-parts-per-version-set",
              POSITIVE,
              "4096",
              "The most parts of a version set.")
          .at("worker_policy.group_realization.max_parts_per_version_set")
          .withoutEffect();
  public static final Setting<String> GROUP_REALIZATION_PUBLISH_AUTHORITY_MODE =
      withDefault(
              "roster.group-realization.publish-authority-mode",
              AUTHORITY,
              "AUTO_WHEN_READY",
              "Who publishes a realized group.")
          .at("worker_policy.group_realization.publish_authority_mode")
          .withoutEffect();
  public static final Setting<Integer> GROUP_REALIZATION_MAX_ACTIVE_TRANSACTIONS =
      withDefault(
              "roster.group-realization.max-active-transactions",
              POSITIVE,
              "4096",
              "The most transactions at a time.")
          .at("worker_policy.group_realization.max_active_transactions")
          .withoutEffect();
  public static final Setting<Integer> GROUP_REALIZATION_MAX_WAITERS_PER_TRANSACTION =
      withDefault(
              "roster.group-realization.max-waiters-per-transaction",
              POSITIVE,
              "1024",
              "The most callers that wait for one.")
          .at("worker_policy.group_realization.max_waiters_per_transaction")
          .withoutEffect();
  public static final Setting<Duration> MIN_WAIT_POLL =
      withDefault(
              "roster.group-realization.min-wait-poll-interval",
              MILLIS,
              "25",
              "The shortest pause of a waiting caller.")
          .at("worker_policy.group_realization.min_wait_poll_interval_ms")
          .withoutEffect();
  public static final Setting<Duration> MAX_WAIT_POLL =
      withDefault(
              "roster.group-realization.max-wait-poll-interval",
              MILLIS,
              "500",
              "The longest pause of a waiting caller.")
          .at("worker_policy.group_realization.max_wait_poll_interval_ms")
          .withoutEffect();
  public static final Setting<Integer> GROUP_REALIZATION_MAX_MEMBER_REPORTS_PER_RPC =
      withDefault(
              "roster.group-realization.max-member-reports-per-rpc",
              POSITIVE,
              "1024",
              "The most reports in one call.")
          .at("worker_policy.group_realization.max_member_reports_per_rpc")
          .withoutEffect();
  public static final Setting<Integer> GROUP_REALIZATION_CLEANUP_BATCH_LIMIT =
      withDefault(
              "roster.group-realization.cleanup-batch-limit",
              POSITIVE,
              "256",
              "Rows removed in one round.")
          .at("worker_policy.group_realization.cleanup_batch_limit")
          .withoutEffect();
  public static final Setting<Integer> LIMITS_DIGEST_WRITES_MAX_LEAF_WRITES_PER_REQUEST =
      withDefault(
              "roster.limits.digest-writes.max-leaf-writes-per-request",
              POSITIVE,
              "16384",
              "The most leaf writes in one call.")
          .at("limits.digest_writes.max_leaf_writes_per_request")
          .withoutEffect();
  public static final Setting<Integer> MAX_PROOF_DIGESTS =
      withDefault(
              "roster.limits.digest-writes.max-proof-digests",
              POSITIVE,
              "16384",
              "The most digests of a proof.")
          .at("limits.digest_writes.max_proof_digests")
          .withoutEffect();
  public static final Setting<Integer> MAX_TOTAL_DIGESTS =
      withDefault(
              "roster.limits.digest-writes.max-total-digests",
              POSITIVE,
              "32768",
              "The most digests in one call.")
          .at("limits.digest_writes.max_total_digests")
          .withoutEffect();
  public static final Setting<Long> LIMITS_DIGEST_WRITES_MAX_DIGEST_BYTES =
      withDefault(
              "roster.limits.digest-writes.max-digest-bytes",
              BYTES_COUNT,
              "2MiB",
              "The most bytes of digests in one call.")
          .at("limits.digest_writes.max_digest_bytes")
          .withoutEffect();
  public static final Setting<Duration> LEASE_DEFAULT_TTL =
      withDefault(
              "roster.limits.operation-leases.default-ttl",
              DURATION,
              "PT30S",
              "Life of a lease that names none.")
          .at("limits.operation_leases.default_ttl")
          .withoutEffect();
  public static final Setting<Duration> LEASE_MAX_TTL =
      withDefault(
              "roster.limits.operation-leases.max-ttl",
              DURATION,
              "PT300S",
              "The longest life of a lease.")
          .at("limits.operation_leases.max_ttl")
          .withoutEffect();
  public static final Setting<Duration> LIMITS_RETENTION_OPERATIONS_TTL =
      withDefault(
              "roster.limits.retention.operations-ttl",
              DURATION,
              "PT24H",
              "How long finished operations are kept; 0 keeps them for ever.")
          .at("limits.retention.operations_ttl")
          .withoutEffect();
  public static final Setting<Duration> LIMITS_RETENTION_ASSEMBLY_PROOF_COMMITMENTS_TTL =
      withDefault(
              "roster.limits.retention.assembly-proof-commitments-ttl",
              DURATION,
              "PT24H",
              "How long proof commitments are kept; 0 keeps them for ever.")
          .at("limits.retention.assembly_proof_commitments_ttl")
          .withoutEffect();
  public static final Setting<Duration> LIMITS_RETENTION_PIECE_PROOF_DIGESTS_TTL =
      withDefault(
              "roster.limits.retention.piece-proof-digests-ttl",
              DURATION,
              "PT24H",
              "How long proof digests are kept; 0 keeps them for ever.")
          .at("limits.retention.piece_proof_digests_ttl")
          .withoutEffect();
  public static final Setting<Duration> LIMITS_OPERATION_WRITES_MIN_STATUS_UPDATE_INTERVAL =
      withDefault(
              "roster.limits.operation-writes.min-status-update-interval",
              DURATION,
              "PT1S",
              "The shortest time between two status writes of an operation.")
          .at("limits.operation_writes.min_status_update_interval")
          .withoutEffect();
  public static final Setting<Boolean> LOG_OTEL_CONTEXT_ENABLED =
      optional("roster.log.otel-context-enabled", FLAG, "Whether log lines carry the trace.")
          .at("observability.logging.otel_context_enabled")
          .withoutEffect();
  public static final Setting<Path> LOG_SINK_FILE =
      optional("roster.log.sink-file", PATH, "A second log file.")
          .at("observability.logging.sink_file")
          .withoutEffect();
  public static final Setting<Integer> LOG_VLOG_LEVEL =
      optional("roster.log.vlog-level", COUNT, "Verbosity of the reference's C++ parts.")
          .at("observability.logging.vlog_level")
          .withoutEffect();
  public static final Setting<Boolean> OTEL_ENABLED =
      optional("roster.otel.enabled", FLAG, "Whether traces are exported.")
          .at("observability.otel.enabled")
          .withoutEffect();
  public static final Setting<String> OTEL_EXPORTER_OTLP_ENDPOINT =
      optional("roster.otel.exporter-otlp-endpoint", TEXT, "Where to.")
          .at("observability.otel.exporter_otlp_endpoint")
          .withoutEffect();
  public static final Setting<String> OTEL_EXPORTER_PROTOCOL =
      optional("roster.otel.exporter-protocol", PROTOCOL, "How.")
          .at("observability.otel.exporter_protocol")
          .withoutEffect();
  public static final Setting<String> OTEL_SERVICE_NAME =
      optional("roster.otel.service-name", TEXT, "Under which name.")
          .at("observability.otel.service_name")
          .withoutEffect();
  public static final Setting<String> OTEL_SAMPLER =
      optional("roster.otel.sampler", TEXT, "Which traces.")
          .at("observability.otel.sampler")
          .withoutEffect();
  public static final Setting<String> OTEL_SAMPLER_ARG =
      optional("roster.otel.sampler-arg", TEXT, "The sampler's argument.")
          .at("observability.otel.sampler_arg")
          .withoutEffect();
  public static final Setting<Boolean> OTEL_CXX_SDK_DISABLED =
      optional("roster.otel-cxx.sdk-disabled", FLAG, "Of the reference's C++ parts.")
          .at("observability.otel_cxx.sdk_disabled")
          .withoutEffect();
  public static final Setting<Boolean> OTEL_CXX_EXPORTER_INSECURE =
      optional("roster.otel-cxx.exporter-insecure", FLAG, "Of the reference's C++ parts.")
          .at("observability.otel_cxx.exporter_insecure")
          .withoutEffect();
  public static final Setting<List<String>> OTEL_CXX_EXPORTER_HEADERS =
      optional(
              "roster.otel-cxx.exporter-headers",
              LIST,
              "Of the reference's C++ parts: name=value, separated by commas.")
          .at("observability.otel_cxx.exporter_headers")
          .secret()
          .withoutEffect();
  public static final Setting<Boolean> OTEL_CXX_CONSOLE_EXPORTER =
      optional("roster.otel-cxx.console-exporter", FLAG, "Of the reference's C++ parts.")
          .at("observability.otel_cxx.console_exporter")
          .withoutEffect();
  public static final Setting<Path> TRACING_CHROME_TRACE_DIR =
      optional("roster.tracing.chrome-trace-dir", PATH, "Folder of the reference's traces.")
          .at("observability.tracing.chrome_trace_dir")
          .withoutEffect();
  public static final Setting<String> META_SCHEMA_VERSION =
      optional("roster.meta.schema-version", TEXT, "The file's own version.")
          .at("meta.schema_version")
          .withoutEffect();
  public static final Setting<String> META_DESCRIPTION =
      optional("roster.meta.description", TEXT, "The file's own description.")
          .at("meta.description")
          .withoutEffect();

  static final List<Setting<?>> ALL =
      List.of(
          DATABASE_FILE,
          GRPC_TLS_ENABLED,
          GRPC_MAX_CONCURRENT_STREAMS,
          GRPC_KEEPALIVE_TIME,
          GRPC_KEEPALIVE_TIMEOUT,
          GRPC_MAX_CONNECTION_IDLE,
          GRPC_MAX_CONNECTION_AGE,
          GRPC_TCP_NODELAY,
          GRPC_SO_REUSEPORT,
          MEMORY_TIERS_SNAPSHOT_RETENTION,
          MEMORY_TIERS_SNAPSHOT_MAX_ROWS,
          MEMORY_TIERS_PUBLISH_INTERVAL,
          CONTROL_REDUCER_SHARD_COUNT,
          CONTROL_REDUCER_QUEUE_CAPACITY,
          CONTROL_REDUCER_COALESCE_WINDOW,
          TRANSPORT_SCHEDULER_MODE,
          GROUP_REALIZATION_ENABLED,
          GROUP_REALIZATION_DEFAULT_DEADLINE,
          GROUP_REALIZATION_MAX_TOTAL_PARTS,
          GROUP_REALIZATION_TRANSACTION_TTL,
          GROUP_REALIZATION_EXPIRATION_SCAN_INTERVAL,
          GROUP_REALIZATION_MAX_PARTS_PER_VERSION_SET,
          GROUP_REALIZATION_PUBLISH_AUTHORITY_MODE,
          GROUP_REALIZATION_MAX_ACTIVE_TRANSACTIONS,
          GROUP_REALIZATION_MAX_WAITERS_PER_TRANSACTION,
          MIN_WAIT_POLL,
          MAX_WAIT_POLL,
          GROUP_REALIZATION_MAX_MEMBER_REPORTS_PER_RPC,
          GROUP_REALIZATION_CLEANUP_BATCH_LIMIT,
          LIMITS_DIGEST_WRITES_MAX_LEAF_WRITES_PER_REQUEST,
          MAX_PROOF_DIGESTS,
          MAX_TOTAL_DIGESTS,
          LIMITS_DIGEST_WRITES_MAX_DIGEST_BYTES,
          LEASE_DEFAULT_TTL,
          LEASE_MAX_TTL,
          LIMITS_RETENTION_OPERATIONS_TTL,
          LIMITS_RETENTION_ASSEMBLY_PROOF_COMMITMENTS_TTL,
          LIMITS_RETENTION_PIECE_PROOF_DIGESTS_TTL,
          LIMITS_OPERATION_WRITES_MIN_STATUS_UPDATE_INTERVAL,
          LOG_OTEL_CONTEXT_ENABLED,
          LOG_SINK_FILE,
          LOG_VLOG_LEVEL,
          OTEL_ENABLED,
          OTEL_EXPORTER_OTLP_ENDPOINT,
          OTEL_EXPORTER_PROTOCOL,
          OTEL_SERVICE_NAME,
          OTEL_SAMPLER,
          OTEL_SAMPLER_ARG,
          OTEL_CXX_SDK_DISABLED,
          OTEL_CXX_EXPORTER_INSECURE,
          OTEL_CXX_EXPORTER_HEADERS,
          OTEL_CXX_CONSOLE_EXPORTER,
          TRACING_CHROME_TRACE_DIR,
          META_SCHEMA_VERSION,
          META_DESCRIPTION);

  static final List<Function<Settings, Optional<String>>> RULES =
      List.of(
          settings -> ordered(settings, MIN_WAIT_POLL, MAX_WAIT_POLL),
          settings -> ordered(settings, LEASE_DEFAULT_TTL, LEASE_MAX_TTL),
          settings -> ordered(settings, MAX_PROOF_DIGESTS, MAX_TOTAL_DIGESTS));

  private ReferenceSettings() {}

  private static <T extends Comparable<T>> Optional<String> ordered(
      Settings settings, Setting<T> least, Setting<T> most) {
    T low = settings.get(least);
    T high = settings.get(most);
    return low.compareTo(high) <= 0
        ? Optional.empty()
        : Optional.of(
            least.key() + " = " + low + " must not be above " + most.key() + " = " + high);
  }
}
