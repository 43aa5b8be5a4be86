/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import static io.roster.settings.RegistrySettings.CLUSTER_TOKEN;
import static io.roster.settings.RegistrySettings.DATABASE_PASSWORD;
import static io.roster.settings.RegistrySettings.DATABASE_PASSWORD_FILE;
import static io.roster.settings.RegistrySettings.DATABASE_URL;
import static io.roster.settings.RegistrySettings.DATABASE_USER;
import static io.roster.settings.RegistrySettings.FIRST_PASSWORD_FILE;
import static io.roster.settings.RegistrySettings.GRPC_HOST;
import static io.roster.settings.RegistrySettings.GRPC_PORT;
import static io.roster.settings.RegistrySettings.GRPC_TLS_CERT;
import static io.roster.settings.RegistrySettings.GRPC_TLS_CLIENT_CA;
import static io.roster.settings.RegistrySettings.GRPC_TLS_KEY;
import static io.roster.settings.RegistrySettings.HTTP_PORT;
import static io.roster.settings.RegistrySettings.LOG_FILE;
import static io.roster.settings.RegistrySettings.LOG_LEVEL;
import static io.roster.settings.RegistrySettings.TOKEN_FILE;

import io.roster.launcher.data.DataDirectory;
import io.roster.launcher.data.Reasons;
import io.roster.launcher.data.SecretFile;
import io.roster.launcher.postgres.DatabaseAccess;
import io.roster.launcher.postgres.EmbeddedPostgres;
import io.roster.launcher.preflight.DatabaseAddress;
import io.roster.launcher.preflight.Exposure;
import io.roster.launcher.preflight.Ports;
import io.roster.launcher.preflight.TlsFiles;
import io.roster.launcher.server.RotatingLog;
import io.roster.launcher.server.ServerOrder;
import io.roster.launcher.server.ServerOrder.Scheme;
import io.roster.launcher.server.ServerProcess;
import io.roster.launcher.server.ServerRuntime;
import io.roster.settings.InvalidSettings;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One coordinator with its database: checked, started, watched. */
final class Coordinator {

  private static final Duration READY_LIMIT = Duration.ofMinutes(5);
  private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);
  private static final int RESTARTS_IN_A_ROW = 5;
  private static final String SERVER = "coordinator";

  private final CoordinatorRequest request;
  private final Lifetime lifetime;
  private final Terminal terminal;
  private final ServerRuntime runtime = ServerRuntime.own();
  private final Settings settings;
  private final InetAddress address;
  private @Nullable EmbeddedPostgres postgres;
  private @Nullable ServerProcess server;
  private int grpcPort;
  private int httpPort;

  /** Checks what needs nothing but the settings themselves. */
  Coordinator(CoordinatorRequest request, Lifetime lifetime, Terminal terminal) {
    this.request = request;
    this.lifetime = lifetime;
    this.terminal = terminal;
    this.settings = read(request);
    this.address = Ports.resolve(settings.get(GRPC_HOST));
  }

  private static Settings read(CoordinatorRequest request) {
    try {
      return Settings.read(RegistrySettings.TABLE, request.settings());
    } catch (InvalidSettings e) {
      List<String> problems =
          e.problems().stream().map(each -> inTheWordsOfTheFile(each, request.origins())).toList();
      throw CannotStart.because("The configuration cannot be used:", problems);
    }
  }

  private static String inTheWordsOfTheFile(String problem, Map<String, String> origins) {
    String told = problem;
    for (Map.Entry<String, String> origin : origins.entrySet()) {
      told = told.replace(origin.getKey() + " ", origin.getValue() + " ");
    }
    return told;
  }

  /** Checks the rest, then starts everything; what was started is stopped by the lifetime. */
  void start() {
    Exposure.check(settings);
    Ports.requireLocal(host());
    settings.find(TOKEN_FILE).ifPresent(file -> SecretFile.firstLine(file, "the token file"));
    Optional<TlsFiles> tls = tls();
    runtime.application("registry.ear");
    Optional<DatabaseAccess> given = settings.find(DATABASE_URL).map(this::answering);
    boolean first = !Files.exists(request.data());
    if (first) {
      // Before anything is made, for nothing that an earlier start left can hold the ports.
      choosePorts();
    }
    DataDirectory data = lifetime.keep(DataDirectory.open(request.data()));
    terminal.say("Data directory  " + data.folder());
    if (!first) {
      stopLeftovers(data);
      choosePorts();
    }
    Map<String, String> properties = new HashMap<>(request.settings());
    Paths.makeAbsolute(properties, settings, RegistrySettings.TABLE);
    database(data, given, properties);
    startServer(data, properties, tls);
  }

  private void choosePorts() {
    grpcPort = chosenPort(settings.get(GRPC_PORT), "--grpc-port");
    httpPort = chosenPort(settings.get(HTTP_PORT), "--http-port");
    if (grpcPort == httpPort) {
      throw new CannotStart(
          "HTTP and gRPC cannot both have port "
              + httpPort
              + ": change --http-port or --grpc-port.");
    }
  }

  private String host() {
    return settings.get(GRPC_HOST);
  }

  private Optional<TlsFiles> tls() {
    settings.find(GRPC_TLS_CLIENT_CA).ifPresent(TlsFiles::certificates);
    return settings
        .find(GRPC_TLS_CERT)
        .map(cert -> TlsFiles.read(cert, settings.get(GRPC_TLS_KEY)));
  }

  private void stopLeftovers(DataDirectory data) {
    if (ServerProcess.endLeftover(data.run().resolve(SERVER))) {
      terminal.say("Leftover        the server of a start that was killed has ended");
    }
  }

  private int chosenPort(int port, String option) {
    if (port == 0) {
      return Ports.free(host());
    }
    Ports.requireFree(host(), port, option);
    return port;
  }

  private void database(
      DataDirectory data, Optional<DatabaseAccess> given, Map<String, String> properties) {
    properties.remove(DATABASE_PASSWORD_FILE.key());
    properties.remove(DATABASE_PASSWORD.key());
    DatabaseAccess access = given.orElseGet(() -> embedded(data));
    properties.put(DATABASE_URL.key(), access.url());
    properties.put(DATABASE_USER.key(), access.user());
    if (!access.password().isEmpty()) {
      properties.put(DATABASE_PASSWORD.key(), access.password());
    }
  }

  private DatabaseAccess answering(String url) {
    Optional<String> password =
        settings
            .find(DATABASE_PASSWORD_FILE)
            .map(file -> SecretFile.firstLine(file, "the database's password file"))
            .or(() -> settings.find(DATABASE_PASSWORD))
            .or(() -> Optional.ofNullable(System.getenv("PGPASSWORD")));
    DatabaseAccess access = DatabaseAddress.parse(url, settings.get(DATABASE_USER), password);
    terminal.say(
        "Database        PostgreSQL "
            + DatabaseAddress.requireAnswer(access)
            + " at "
            + access.url());
    return access;
  }

  private DatabaseAccess embedded(DataDirectory data) {
    EmbeddedPostgres own = new EmbeddedPostgres(data, runtime.postgres());
    own.check();
    own.stopLeftover()
        .ifPresent(
            pid ->
                terminal.say(
                    "Leftover        stopped the PostgreSQL of a start that was killed (process "
                        + pid
                        + ")"));
    lifetime.keep(own);
    DatabaseAccess access = own.start();
    postgres = own;
    terminal.say("Database        PostgreSQL " + own.version() + " in the data directory");
    return access;
  }

  private void startServer(
      DataDirectory data, Map<String, String> properties, Optional<TlsFiles> tls) {
    Path log = settings.find(LOG_FILE).orElse(data.logs().resolve("coordinator.log"));
    RotatingLog output = lifetime.keep(new RotatingLog(log));
    Path password = settings.find(FIRST_PASSWORD_FILE).orElse(data.secret("first-admin-password"));
    Scheme scheme = tls.isPresent() && !address.isLoopbackAddress() ? Scheme.HTTPS : Scheme.HTTP;
    properties.put(GRPC_HOST.key(), host());
    properties.put(GRPC_PORT.key(), String.valueOf(grpcPort));
    properties.put(HTTP_PORT.key(), String.valueOf(httpPort));
    properties.put(FIRST_PASSWORD_FILE.key(), password.toString());
    properties.put(ServerOrder.LOG_LEVEL, settings.get(LOG_LEVEL));
    if (scheme == Scheme.HTTPS) {
      tls.ifPresent(files -> properties.putAll(HttpsKeyStore.properties(files, data)));
    }
    Path temporary = data.emptyRunFolder(SERVER);
    terminal.say("Registry        starting; its log is " + log);
    long began = System.nanoTime();
    ServerOrder order =
        new ServerOrder(
            runtime.application("registry.ear").toString(),
            runtime.serverHome(temporary).toString(),
            host(),
            httpPort,
            scheme,
            request.stopSeconds(),
            properties);
    ServerProcess started =
        lifetime.keep(ServerProcess.start(runtime, order, request.jvmOptions(), temporary, output));
    started.awaitReady(
        http(scheme, LocalAddress.toConnect(address), "/health/ready"),
        READY_LIMIT,
        what -> terminal.say("Waiting         the registry is not ready yet: " + what));
    server = started;
    terminal.say(
        "Registry        up after "
            + Duration.ofNanos(System.nanoTime() - began).toSeconds()
            + " s");
    tellFirstPassword(password);
    String shown = LocalAddress.toShow(address);
    terminal.say(
        "Roster is ready: console "
            + http(scheme, shown, "/console")
            + "  gRPC "
            + LocalAddress.endpoint(shown, grpcPort)
            + "  health "
            + http(scheme, shown, "/health/ready"));
  }

  private URI http(Scheme scheme, String host, String path) {
    return URI.create(
        scheme.name().toLowerCase(Locale.ROOT)
            + "://"
            + LocalAddress.endpoint(host, httpPort)
            + path);
  }

  private void tellFirstPassword(Path file) {
    if (!Files.exists(file)) {
      return;
    }
    String password = SecretFile.firstLine(file, "the first password");
    try {
      Files.delete(file);
    } catch (IOException e) {
      terminal.complain("Delete " + file + " by hand: " + Reasons.of(e) + ".");
    }
    terminal.say("First login     user admin, password " + password + "  (shown only this once)");
  }

  /** Where daemons on this machine reach it. */
  String grpcEndpoint() {
    return LocalAddress.endpoint(LocalAddress.toConnect(address), grpcPort);
  }

  /** The token that daemons need, if it asks for one. */
  Optional<String> token() {
    return settings
        .find(TOKEN_FILE)
        .map(file -> SecretFile.firstLine(file, "the token file"))
        .or(() -> settings.find(CLUSTER_TOKEN));
  }

  /**
   * Stays until the server ends, which it does not do by itself; keeps PostgreSQL alive meanwhile.
   */
  void watch() throws InterruptedException {
    ServerProcess running = java.util.Objects.requireNonNull(server, "not started");
    int restarts = 0;
    while (!running.ended(WATCH_INTERVAL)) {
      restarts = databaseLives() ? 0 : restarts + 1;
      if (restarts > RESTARTS_IN_A_ROW) {
        throw new CannotStart(
            "PostgreSQL ends again and again; its log is in the data directory, in logs/.");
      }
    }
    if (!lifetime.isClosing()) {
      throw new CannotStart(
          "The server ended by itself (" + running.lastWords() + "); its log tells more.");
    }
  }

  private boolean databaseLives() {
    EmbeddedPostgres own = postgres;
    if (own == null || own.isRunning() || lifetime.isClosing()) {
      return true;
    }
    terminal.complain("PostgreSQL has ended; starting it again.");
    own.restart();
    return false;
  }
}
