/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import io.roster.launcher.CoordinatorRequest.TakenPort;
import io.roster.launcher.reference.ReferenceFile;
import io.roster.launcher.reference.ReferenceSchema;
import io.roster.launcher.server.ServerOrder;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Setting;
import io.roster.settings.SettingType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code roster up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description =
        "Starts one coordinator, with a PostgreSQL of its own unless --database is given.",
    footer = {
      "",
      "It stays in the foreground; Ctrl-C or SIGTERM stops it and its PostgreSQL cleanly (status 0).",
      "Every setting of docs/configuration.md can also be given as an environment variable.",
      "The options above win over --config, which wins over the environment.",
      "ROSTER_JAVA_OPTIONS adds options to the server's Java, such as -Xmx4g."
    })
final class UpCommand implements Callable<Integer> {

  /**
   * What its classes take is known. Without the third, each start would collect the whole heap
   * several times to make room for the next few of them.
   */
  static final List<String> JVM_OPTIONS =
      List.of("-Xmx1g", "-XX:+ExitOnOutOfMemoryError", "-XX:MetaspaceSize=192m");

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept. Default: ~/.roster")
  private @Nullable String data;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "The address to serve on. Default: 127.0.0.1. Any other than loopback needs TLS and a token, or --insecure.")
  private @Nullable String host;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "Console, health and metrics. Default: 8080; 0 takes a free one.")
  private @Nullable String httpPort;

  @Option(
      names = "--grpc-port",
      paramLabel = "PORT",
      description = "The wire protocol. Default: 50051; 0 takes a free one.")
  private @Nullable String grpcPort;

  @Option(
      names = "--database",
      paramLabel = "JDBC-URL",
      description =
          "A PostgreSQL that you run: jdbc:postgresql://HOST:5432/DATABASE?user=NAME. The password may stand"
              + " in it, in PGPASSWORD, or in the file that ROSTER_DATABASE_PASSWORD_FILE names. Any number of"
              + " coordinators may share it, each with a --data and ports of its own.")
  private @Nullable String database;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A configuration file of the reference, YAML or JSON.")
  private @Nullable Path config;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "The certificate chain of gRPC and, off loopback, of HTTP; PEM.")
  private @Nullable Path tlsCert;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key; PEM, PKCS#8.")
  private @Nullable Path tlsKey;

  @Option(
      names = "--tls-client-ca",
      paramLabel = "FILE",
      description = "Ask gRPC clients for a certificate of one of these authorities; PEM.")
  private @Nullable Path tlsClientCa;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Ask gRPC clients for the token in this file's first line.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--insecure",
      description = "Serve off loopback without protection: whoever reaches it may do anything.")
  private boolean insecure;

  @Override
  public Integer call() throws InterruptedException {
    checkUsage();
    Terminal terminal = Terminal.standard();
    try (Lifetime lifetime = new Lifetime(terminal)) {
      lifetime.endOnSignal();
      Coordinators coordinator = new Coordinators(List.of(request()), lifetime, terminal);
      coordinator.start();
      coordinator.watch();
      return 0;
    }
  }

  private void checkUsage() {
    Usage usage = new Usage(java.util.Objects.requireNonNull(spec));
    usage.value("--http-port", SettingType.PORT, httpPort);
    usage.value("--grpc-port", SettingType.PORT, grpcPort);
    usage.together("--tls-cert", tlsCert, "--tls-key", tlsKey);
    usage.needs("--tls-client-ca", tlsClientCa, "--tls-cert", tlsCert);
  }

  private CoordinatorRequest request() {
    Map<String, String> settings =
        new HashMap<>(Environment.settings(RegistrySettings.TABLE, System.getenv()));
    Map<String, String> origins = new HashMap<>();
    if (config != null) {
      ReferenceFile.read(config, ReferenceSchema.REGISTRY)
          .forEach(
              (key, text) -> {
                settings.put(key, text);
                RegistrySettings.TABLE
                    .byKey(key)
                    .flatMap(Setting::referencePath)
                    .ifPresent(path -> origins.put(key, path));
              });
      tellIdle(settings);
    }
    put(settings, RegistrySettings.GRPC_HOST, host);
    put(settings, RegistrySettings.HTTP_PORT, httpPort);
    put(settings, RegistrySettings.GRPC_PORT, grpcPort);
    put(settings, RegistrySettings.DATABASE_URL, database);
    put(settings, RegistrySettings.GRPC_TLS_CERT, tlsCert);
    put(settings, RegistrySettings.GRPC_TLS_KEY, tlsKey);
    put(settings, RegistrySettings.GRPC_TLS_CLIENT_CA, tlsClientCa);
    put(settings, RegistrySettings.TOKEN_FILE, tokenFile);
    put(settings, RegistrySettings.INSECURE, insecure ? "true" : null);
    List<String> jvmOptions = new ArrayList<>(JVM_OPTIONS);
    jvmOptions.addAll(Environment.jvmOptions(System.getenv()));
    return new CoordinatorRequest(
        CoordinatorRequest.ONLY,
        Paths.orDefault(data, "~/.roster"),
        settings,
        TakenPort.REFUSE,
        origins,
        jvmOptions,
        ServerOrder.STOP_SECONDS);
  }

  /** The one setting whose silence would surprise: it named the database. */
  private static void tellIdle(Map<String, String> settings) {
    if (settings.containsKey("roster.database.file")) {
      Terminal.standard()
          .say(
              "Note            database.db_file has no effect: Roster keeps everything in PostgreSQL");
    }
  }

  private static void put(
      Map<String, String> settings, Setting<?> setting, @Nullable Object value) {
    if (value instanceof Path path) {
      settings.put(setting.key(), path.toAbsolutePath().toString());
    } else if (value != null) {
      settings.put(setting.key(), value.toString());
    }
  }
}
