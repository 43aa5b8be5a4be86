/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

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

import io.roster.launcher.CoordinatorRequest.TakenPort;
import io.roster.launcher.data.DataDirectory;
import io.roster.launcher.data.Reasons;
import io.roster.launcher.data.SecretFile;
import io.roster.launcher.postgres.DatabaseAccess;
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
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One coordinator over a database that is there: checked, started, and started again. */
final class Coordinator implements Restartable, AutoCloseable {

  private static final Duration READY_LIMIT = Duration.ofMinutes(5);
  private static final int STOP_BESIDE_DRAIN_SECONDS = 20;
  private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);

  private final CoordinatorRequest request;
  private final Terminal terminal;
  private final ServerRuntime runtime = ServerRuntime.own();
  private final Settings settings;
  private final InetAddress address;
  private int grpcPort;
  private int httpPort;
  private @Nullable DataDirectory data;
  private @Nullable DatabaseAccess database;
  private @Nullable RotatingLog log;
  private @Nullable ServerProcess server;
  private boolean closed;

  /** Checks what needs nothing but the settings themselves. */
  Coordinator(CoordinatorRequest request, Terminal terminal) {
    this.request = request;
    this.terminal = terminal;
    this.settings = read(request);
    this.address = Ports.resolve(host());
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

  Settings settings() {
    return settings;
  }

  private String host() {
    return settings.get(GRPC_HOST);
  }

  /** Checks the rest that can be checked before anything is made. */
  void check() {
    Exposure.check(settings);
    Ports.requireLocal(host());
    settings.find(TOKEN_FILE).ifPresent(file -> SecretFile.firstLine(file, "the token file"));
    settings.find(GRPC_TLS_CLIENT_CA).ifPresent(TlsFiles::certificates);
    Optional<TlsFiles> unused = tls();
    runtime.application("registry.ear");
  }

  private Optional<TlsFiles> tls() {
    return settings
        .find(GRPC_TLS_CERT)
        .map(cert -> TlsFiles.read(cert, settings.get(GRPC_TLS_KEY)));
  }

  /** Ends the server that an earlier, killed start left behind. */
  void endLeftover(DataDirectory directory) {
    if (ServerProcess.endLeftover(directory.run().resolve(request.name()))) {
      terminal.say("Leftover        the server of a start that was killed has ended");
    }
  }

  /** Decides on the ports, which it keeps for all its starts. */
  void choosePorts() {
    grpcPort = chosenPort(settings.get(GRPC_PORT), "--grpc-port");
    httpPort = chosenPort(settings.get(HTTP_PORT), "--http-port");
    if (grpcPort == httpPort) {
      throw new CannotStart(
          "HTTP and gRPC cannot both have port "
              + httpPort
              + ": change --http-port or --grpc-port.");
    }
  }

  private int chosenPort(int port, String option) {
    if (port == 0) {
      return Ports.free(host());
    }
    if (request.takenPort() == TakenPort.REPLACE) {
      return Ports.orFree(host(), port);
    }
    Ports.requireFree(host(), port, option);
    return port;
  }

  /** Starts the server on the ports chosen and stays until it is ready. */
  void start(DataDirectory directory, DatabaseAccess access) {
    data = directory;
    database = access;
    say("starting; its log is " + logFile(directory));
    long began = System.nanoTime();
    launchAndAwait();
    say("up after " + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s");
    tellFirstPassword(firstPassword(directory));
  }

  private Path logFile(DataDirectory directory) {
    return settings.find(LOG_FILE).orElse(directory.logs().resolve(request.name() + ".log"));
  }

  private void say(String what) {
    terminal.say("Registry        " + (isOnly() ? "" : request.name() + " ") + what);
  }

  private boolean isOnly() {
    return request.name().equals(CoordinatorRequest.ONLY);
  }

  @Override
  public String name() {
    return request.name();
  }

  @Override
  public long startAgain() {
    launchAndAwait();
    return process().pid();
  }

  private void launchAndAwait() {
    launch()
        .awaitReady(
            http(LocalAddress.toConnect(address), "/health/ready"), READY_LIMIT, this::tellWaiting);
  }

  private void tellWaiting(String what) {
    terminal.say(
        "Waiting         "
            + (isOnly() ? "the registry" : request.name())
            + " is not ready yet: "
            + what);
  }

  /** Under a lock: what starts while everything stops must not be forgotten. */
  private synchronized ServerProcess launch() {
    if (closed) {
      throw new CannotStart("Stopped while starting.");
    }
    if (server != null) {
      server.close();
    }
    DataDirectory directory = Objects.requireNonNull(data, "not started");
    if (log == null) {
      log = new RotatingLog(logFile(directory));
    }
    Path temporary = directory.emptyRunFolder(request.name());
    ServerOrder order =
        new ServerOrder(
            runtime.application("registry.ear").toString(),
            runtime.serverHome(temporary).toString(),
            host(),
            httpPort,
            scheme(),
            Math.max(request.stopSeconds(), STOP_BESIDE_DRAIN_SECONDS + drainSeconds()),
            properties(directory, Objects.requireNonNull(database, "not started")));
    server = ServerProcess.start(runtime, order, request.jvmOptions(), temporary, log);
    return server;
  }

  private int drainSeconds() {
    return Math.toIntExact(
        settings
            .get(RegistrySettings.DRAIN_SETTLE)
            .plus(settings.get(RegistrySettings.DRAIN_DEADLINE))
            .toSeconds());
  }

  private Map<String, String> properties(DataDirectory directory, DatabaseAccess access) {
    Map<String, String> properties = new HashMap<>(request.settings());
    Paths.makeAbsolute(properties, settings, RegistrySettings.TABLE);
    properties.remove(DATABASE_PASSWORD_FILE.key());
    properties.remove(DATABASE_PASSWORD.key());
    properties.put(DATABASE_URL.key(), access.url());
    properties.put(DATABASE_USER.key(), access.user());
    if (!access.password().isEmpty()) {
      properties.put(DATABASE_PASSWORD.key(), access.password());
    }
    properties.put(GRPC_HOST.key(), host());
    properties.put(GRPC_PORT.key(), String.valueOf(grpcPort));
    properties.put(HTTP_PORT.key(), String.valueOf(httpPort));
    properties.put(FIRST_PASSWORD_FILE.key(), firstPassword(directory).toString());
    properties.put(ServerOrder.LOG_LEVEL, settings.get(LOG_LEVEL));
    if (scheme() == Scheme.HTTPS) {
      tls().ifPresent(files -> properties.putAll(HttpsKeyStore.properties(files, directory)));
    }
    return properties;
  }

  private Scheme scheme() {
    boolean secure = settings.find(GRPC_TLS_CERT).isPresent() && !address.isLoopbackAddress();
    return secure ? Scheme.HTTPS : Scheme.HTTP;
  }

  private URI http(String host, String path) {
    return URI.create(
        scheme().name().toLowerCase(Locale.ROOT)
            + "://"
            + LocalAddress.endpoint(host, httpPort)
            + path);
  }

  private Path firstPassword(DataDirectory directory) {
    return settings.find(FIRST_PASSWORD_FILE).orElse(directory.secret("first-admin-password"));
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

  /** Where people and clients find it now. */
  CoordinatorPlace place() {
    String shown = LocalAddress.toShow(address);
    return new CoordinatorPlace(
        request.name(),
        LocalAddress.endpoint(shown, grpcPort),
        http(shown, "/console"),
        http(shown, "/health/ready"),
        process().pid(),
        logFile(Objects.requireNonNull(data, "not started")));
  }

  /** Where daemons on this machine reach it. */
  String grpcEndpoint() {
    return LocalAddress.endpoint(LocalAddress.toConnect(address), grpcPort);
  }

  /** Whether the server has ended, after waiting a moment for it. */
  boolean ended() throws InterruptedException {
    return process().ended(WATCH_INTERVAL);
  }

  @Override
  public String awaitEnd() throws InterruptedException {
    while (!ended()) {
      // Each round waits.
    }
    return process().lastWords();
  }

  private synchronized ServerProcess process() {
    return Objects.requireNonNull(server, "not started");
  }

  /** Stops the server; it does not start again. */
  @Override
  public void close() {
    ServerProcess last;
    RotatingLog written;
    synchronized (this) {
      closed = true;
      last = server;
      written = log;
    }
    if (last != null) {
      last.close();
    }
    if (written != null) {
      written.close();
    }
  }
}
