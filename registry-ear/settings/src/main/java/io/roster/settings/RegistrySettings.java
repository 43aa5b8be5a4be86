/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.settings;

import static io.roster.settings.Setting.optional;
import static io.roster.settings.Setting.withDefault;
import static io.roster.settings.SettingType.BYTES_COUNT;
import static io.roster.settings.SettingType.DURATION;
import static io.roster.settings.SettingType.FLAG;
import static io.roster.settings.SettingType.PATH;
import static io.roster.settings.SettingType.PORT;
import static io.roster.settings.SettingType.POSITIVE;
import static io.roster.settings.SettingType.TEXT;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a coordinator can be told. */
public final class RegistrySettings {

  public static final Setting<String> DATABASE_URL =
      optional(
          "roster.database.url",
          TEXT,
          "JDBC address of the PostgreSQL that holds the registry; several hosts may be listed.");
  public static final Setting<String> DATABASE_USER =
      withDefault("roster.database.user", TEXT, "roster", "The database role to log in as.");
  public static final Setting<String> DATABASE_PASSWORD =
      optional("roster.database.password", TEXT, "The role's password; prefer the file.").secret();
  public static final Setting<Path> DATABASE_PASSWORD_FILE =
      optional(
          "roster.database.password-file", PATH, "A file whose first line is the role's password.");
  public static final Setting<String> COORDINATOR_NAME =
      optional(
          "roster.coordinator.name",
          TEXT,
          "The name of this coordinator, its own among all; HOST:GRPC-PORT unless given.");

  public static final Setting<String> GRPC_HOST =
      withDefault(
              "roster.grpc.host", TEXT, "127.0.0.1", "The address that the gRPC port is bound to.")
          .at("server.listen.host");
  public static final Setting<Integer> GRPC_PORT =
      withDefault("roster.grpc.port", PORT, "50051", "The gRPC port; 0 takes a free one.")
          .at("server.listen.port");
  public static final Setting<String> GRPC_ADVERTISE_HOST =
      optional(
              "roster.grpc.advertise-host",
              TEXT,
              "The routable address that clients are told to use.")
          .at("server.advertise.host");
  public static final Setting<Integer> GRPC_ADVERTISE_PORT =
      optional("roster.grpc.advertise-port", PORT, "The port that clients are told to use.")
          .at("server.advertise.port");
  public static final Setting<Integer> GRPC_THREADS =
      withDefault(
              "roster.grpc.threads",
              POSITIVE,
              "64",
              "Calls that may wait for the database at the same time, which is also how many"
                  + " changes can share a transaction; heartbeats and reads from memory need none"
                  + " of them.")
          .at("server.max_workers");
  public static final Setting<Long> GRPC_MESSAGE_LIMIT =
      withDefault(
              "roster.grpc.message-limit",
              BYTES_COUNT,
              "16MiB",
              "The longest request that is read; a worker's report of what it holds takes about 400"
                  + " bytes a replica.")
          .alike();
  public static final Setting<Path> GRPC_TLS_CERT =
      optional("roster.grpc.tls-cert", PATH, "The server's certificate chain, PEM.")
          .at("server.grpc.tls.cert_file");
  public static final Setting<Path> GRPC_TLS_KEY =
      optional("roster.grpc.tls-key", PATH, "The private key of that certificate, PEM, PKCS#8.")
          .at("server.grpc.tls.key_file");
  public static final Setting<Path> GRPC_TLS_CLIENT_CA =
      optional(
              "roster.grpc.tls-client-ca",
              PATH,
              "The authorities whose client certificates are accepted; with it a certificate is"
                  + " required.")
          .at("server.grpc.tls.client_ca_file");
  public static final Setting<Path> TOKEN_FILE =
      optional(
          "roster.security.token-file",
          PATH,
          "A file whose first line is the cluster token that each gRPC call must carry.");
  public static final Setting<String> CLUSTER_TOKEN =
      optional("roster.security.token", TEXT, "The cluster token itself; prefer the file.")
          .at("meta.cluster_token")
          .secret();
  public static final Setting<Boolean> INSECURE =
      withDefault(
          "roster.security.insecure",
          FLAG,
          "false",
          "Serve on a routable address without TLS and token. Anyone who reaches the port may do"
              + " anything.");
  public static final Setting<Integer> HTTP_PORT =
      withDefault(
              "roster.http.port",
              PORT,
              "8080",
              "The port of console, health and metrics as clients see it; reported by"
                  + " GetServerInfo.")
          .at("server.metrics_port");

  public static final Setting<Duration> HEARTBEAT_TIMEOUT =
      withDefault(
              "roster.worker.heartbeat-timeout",
              DURATION,
              "PT30S",
              "A worker that was silent for longer is no longer listed or routed to.")
          .at("worker_policy.heartbeat_timeout")
          .alike();
  public static final Setting<Duration> HEARTBEAT_INTERVAL =
      withDefault(
              "roster.worker.heartbeat-interval",
              DURATION,
              "PT5S",
              "The interval between heartbeats that registering workers are told.")
          .at("worker_policy.default_heartbeat_interval")
          .alike();
  public static final Setting<Duration> SWEEP_INTERVAL =
      withDefault(
              "roster.worker.sweep-interval",
              DURATION,
              "PT1S",
              "How often silent workers are looked for and expired.")
          .alike();

  public static final Setting<Integer> FLAP_LIMIT =
      withDefault(
              "roster.worker.flap-limit",
              POSITIVE,
              "30",
              "A daemon that registers so often within roster.worker.flap-window is kept out for a"
                  + " while.")
          .alike();
  public static final Setting<Duration> FLAP_WINDOW =
      withDefault(
              "roster.worker.flap-window",
              DURATION,
              "PT10S",
              "How far back a daemon's registrations are counted.")
          .alike();
  public static final Setting<Duration> QUARANTINE =
      withDefault(
              "roster.worker.quarantine",
              DURATION,
              "PT30S",
              "How long a daemon that comes and goes too often is kept out; 0 keeps nobody out.")
          .alike();

  public static final Setting<Duration> ALIAS_CACHE_TTL =
      withDefault(
              "roster.key-mapping.alias-cache-ttl",
              DURATION,
              "PT1S",
              "How long a client may remember what a swapped key stands for, in whole seconds"
                  + " rounded up; 0 lets it ask each time.")
          .at("worker_policy.key_mapping.alias_cache_ttl")
          .alike();

  public static final Setting<Duration> LEADER_LEASE =
      withDefault(
              "roster.leader.lease",
              DURATION,
              "PT2S",
              "A leader that the database has not heard for so long is replaced by another"
                  + " coordinator.")
          .alike();
  public static final Setting<Duration> JOURNAL_RETENTION =
      withDefault(
              "roster.journal.retention",
              DURATION,
              "P7D",
              "How long journal entries are kept; a watcher that was away for longer lists the state"
                  + " anew.")
          .alike();

  public static final Setting<Duration> AUDIT_RETENTION =
      withDefault(
              "roster.audit.retention",
              DURATION,
              "P365D",
              "How long it is kept who did what in the console and over the operators' calls.")
          .alike();

  public static final Setting<Path> FIRST_PASSWORD_FILE =
      optional(
          "roster.console.first-password-file",
          PATH,
          "Where the generated password of the first administrator is left; it is printed when this"
              + " is not set.");

  public static final Setting<Duration> DRAIN_SETTLE =
      withDefault(
          "roster.drain.settle",
          DURATION,
          "PT2S",
          "How long a coordinator that leaves goes on serving while it says that it is not ready,"
              + " so that load balancers and clients turn to others first. Nobody waits where no"
              + " other coordinator serves.");
  public static final Setting<Duration> DRAIN_DEADLINE =
      withDefault(
          "roster.drain.deadline",
          DURATION,
          "PT15S",
          "How long calls may take to finish after that before they are cut off.");

  public static final Setting<String> LOG_LEVEL =
      withDefault(
              "roster.log.level",
              SettingType.enumeration(
                  "LOG_LEVEL_", Map.of("warning", "WARN"), "DEBUG", "INFO", "WARN", "ERROR"),
              "INFO",
              "What the log of ./roster up tells of Roster; on Payara Server its own logging"
                  + " settings decide.")
          .at("observability.logging.level");
  public static final Setting<Path> LOG_FILE =
      optional(
              "roster.log.file",
              PATH,
              "The log of ./roster up; logs/coordinator.log in the data directory unless given.")
          .at("observability.logging.file");

  public static final SettingsTable TABLE =
      new SettingsTable(
          "roster.",
          List.of("roster.node."),
          everything(
              DATABASE_URL,
              DATABASE_USER,
              DATABASE_PASSWORD,
              DATABASE_PASSWORD_FILE,
              COORDINATOR_NAME,
              GRPC_HOST,
              GRPC_PORT,
              GRPC_ADVERTISE_HOST,
              GRPC_ADVERTISE_PORT,
              GRPC_THREADS,
              GRPC_MESSAGE_LIMIT,
              GRPC_TLS_CERT,
              GRPC_TLS_KEY,
              GRPC_TLS_CLIENT_CA,
              TOKEN_FILE,
              CLUSTER_TOKEN,
              INSECURE,
              HTTP_PORT,
              HEARTBEAT_TIMEOUT,
              HEARTBEAT_INTERVAL,
              SWEEP_INTERVAL,
              FLAP_LIMIT,
              FLAP_WINDOW,
              QUARANTINE,
              ALIAS_CACHE_TTL,
              LEADER_LEASE,
              JOURNAL_RETENTION,
              AUDIT_RETENTION,
              FIRST_PASSWORD_FILE,
              DRAIN_SETTLE,
              DRAIN_DEADLINE,
              LOG_LEVEL,
              LOG_FILE),
          rules());

  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
  private static final Duration LONGEST_LEASE = Duration.ofMinutes(1);
  private static final Duration LONGEST_DRAIN = Duration.ofMinutes(10);

  private RegistrySettings() {}

  private static List<Setting<?>> everything(Setting<?>... used) {
    List<Setting<?>> all = new ArrayList<>(List.of(used));
    all.addAll(SingleSignOnSettings.ALL);
    all.addAll(TransportSettings.ALL);
    all.addAll(ReferenceSettings.ALL);
    return all;
  }

  private static List<Function<Settings, Optional<String>>> rules() {
    List<Function<Settings, Optional<String>>> all =
        new ArrayList<>(
            List.of(
                RegistrySettings::timeoutsAgree,
                RegistrySettings::leaseIsLongEnough,
                RegistrySettings::drainEnds,
                RegistrySettings::tlsIsWhole,
                RegistrySettings::advertisesReachable,
                settings -> notBoth(settings, TOKEN_FILE, CLUSTER_TOKEN),
                settings -> notBoth(settings, DATABASE_PASSWORD_FILE, DATABASE_PASSWORD)));
    all.addAll(SingleSignOnSettings.RULES);
    all.addAll(TransportSettings.RULES);
    all.addAll(ReferenceSettings.RULES);
    return all;
  }

  private static Optional<String> advertisesReachable(Settings settings) {
    return settings
        .find(GRPC_ADVERTISE_HOST)
        .filter(RoutableHost::isNot)
        .map(
            host ->
                GRPC_ADVERTISE_HOST.key()
                    + " = "
                    + host
                    + " is not an address that another machine can reach; name this machine's own");
  }

  private static Optional<String> notBoth(Settings settings, Setting<?> one, Setting<?> other) {
    return settings.find(one).isPresent() && settings.find(other).isPresent()
        ? Optional.of(one.key() + " and " + other.key() + " say the same thing: give only one")
        : Optional.empty();
  }

  private static Optional<String> timeoutsAgree(Settings settings) {
    Duration timeout = settings.get(HEARTBEAT_TIMEOUT);
    Duration interval = settings.get(HEARTBEAT_INTERVAL);
    if (interval.isZero() || timeout.compareTo(interval.multipliedBy(2)) < 0) {
      return Optional.of(
          HEARTBEAT_TIMEOUT.key()
              + " = "
              + timeout
              + " must be at least twice "
              + HEARTBEAT_INTERVAL.key()
              + " = "
              + interval
              + ", or one lost heartbeat expires a living worker");
    }
    Duration sweep = settings.get(SWEEP_INTERVAL);
    if (sweep.isZero() || sweep.compareTo(timeout) > 0) {
      return Optional.of(
          SWEEP_INTERVAL.key()
              + " = "
              + sweep
              + " must be above zero and not above "
              + HEARTBEAT_TIMEOUT.key()
              + " = "
              + timeout);
    }
    return Optional.empty();
  }

  private static Optional<String> leaseIsLongEnough(Settings settings) {
    Duration lease = settings.get(LEADER_LEASE);
    if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
      return Optional.of(
          LEADER_LEASE.key()
              + " = "
              + lease
              + " must be from "
              + SHORTEST_LEASE
              + ", so that a slow moment does not end a leadership, to "
              + LONGEST_LEASE
              + ", so that a dead leader is soon replaced");
    }
    return Optional.empty();
  }

  private static Optional<String> drainEnds(Settings settings) {
    Duration whole = settings.get(DRAIN_SETTLE).plus(settings.get(DRAIN_DEADLINE));
    if (settings.get(DRAIN_DEADLINE).isZero() || whole.compareTo(LONGEST_DRAIN) > 0) {
      return Optional.of(
          DRAIN_DEADLINE.key()
              + " = "
              + settings.get(DRAIN_DEADLINE)
              + " must be above zero, so that calls can finish, and with "
              + DRAIN_SETTLE.key()
              + " = "
              + settings.get(DRAIN_SETTLE)
              + " not above "
              + LONGEST_DRAIN
              + ", so that a drain ends");
    }
    return Optional.empty();
  }

  private static Optional<String> tlsIsWhole(Settings settings) {
    boolean cert = settings.find(GRPC_TLS_CERT).isPresent();
    boolean key = settings.find(GRPC_TLS_KEY).isPresent();
    if (cert != key) {
      return Optional.of(
          GRPC_TLS_CERT.key()
              + " and "
              + GRPC_TLS_KEY.key()
              + " belong together: give both or neither");
    }
    if (settings.find(GRPC_TLS_CLIENT_CA).isPresent() && !cert) {
      return Optional.of(
          GRPC_TLS_CLIENT_CA.key()
              + " needs "
              + GRPC_TLS_CERT.key()
              + " and "
              + GRPC_TLS_KEY.key());
    }
    boolean enabled = settings.find(ReferenceSettings.GRPC_TLS_ENABLED).orElse(cert);
    if (enabled != cert) {
      return Optional.of(
          ReferenceSettings.GRPC_TLS_ENABLED.key()
              + " = "
              + enabled
              + " contradicts "
              + GRPC_TLS_CERT.key()
              + ", which is "
              + (cert ? "" : "not ")
              + "given");
    }
    return Optional.empty();
  }
}
