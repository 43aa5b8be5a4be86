/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.product;

import static org.awaitility.Awaitility.await;

import io.roster.it.client.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The two ways to run a registry. Whatever is promised holds for both. */
public enum Product {

  /** The EAR on Payara Server, deployed as the documentation says. */
  PAYARA_SERVER {

    private @Nullable Setup deployed;
    private @Nullable Registry registry;

    @Override
    public synchronized Registry registry(Setup setup) {
      Registry current = registry;
      if (current != null && setup == deployed) {
        return current;
      }
      vacate();
      Registry wanted = configure(setup);
      PayaraServer.shared().deploy(Build.ear());
      registry = wanted;
      deployed = setup;
      // Deployed is not yet ready: a coordinator rehearses before it asks callers to come.
      await().atMost(READY).until(() -> new Http(wanted).get("health/ready").statusCode() == 200);
      return wanted;
    }

    @Override
    public synchronized void vacate() {
      PayaraServer.shared().undeploy();
      registry = null;
      deployed = null;
    }
  },

  /** What {@code ./roster up} starts. */
  ROSTER_UP {

    @Override
    public Registry registry(Setup setup) {
      return Shared.once(Up.class, label(setup), () -> up(setup)).registry();
    }

    private Up up(Setup setup) {
      int httpPort = FreePorts.one();
      int grpcPort = FreePorts.one();
      String database = database(setup);
      String url = TestDatabase.shared().url(database);
      RosterProcess process =
          RosterProcess.run(
              environment(setup.settings(url, httpPort, grpcPort)),
              List.of("up", "--data", Build.work("data-" + database).toString()));
      try {
        process.awaitReady();
      } catch (RuntimeException failed) {
        process.close();
        throw failed;
      }
      return new Up(
          process,
          new Registry(
              label(setup),
              grpcPort,
              Registry.httpOf(httpPort),
              database,
              () -> firstPassword(process)));
    }

    @Override
    public void vacate() {
      // Each of its registries is a process of its own and stays until the end.
    }
  };

  private static final Duration READY = Duration.ofMinutes(1);

  private record Up(RosterProcess process, Registry registry) implements AutoCloseable {
    @Override
    public void close() {
      process.close();
    }
  }

  /** Gives Payara Server the settings for a deployment. */
  public static Registry configure(Setup setup) {
    PayaraServer server = PayaraServer.shared();
    int grpcPort = FreePorts.one();
    String database = PAYARA_SERVER.database(setup);
    Path password = Build.work("passwords").resolve(database);
    Map<String, String> settings =
        setup.settings(TestDatabase.shared().url(database), server.httpPort(), grpcPort);
    settings.put("roster.console.first-password-file", password.toString());
    server.configure(settings);
    return new Registry(
        PAYARA_SERVER.label(setup),
        grpcPort,
        Registry.httpOf(server.httpPort()),
        database,
        () -> read(password));
  }

  /** A registry with this set-up, started unless it runs. */
  public abstract Registry registry(Setup setup);

  /** Makes room for a deployment by somebody else. */
  public abstract void vacate();

  String label(Setup setup) {
    return this + " " + setup;
  }

  String database(Setup setup) {
    return (name() + "_" + setup).toLowerCase(Locale.ROOT);
  }

  /** Settings as a process is given them. */
  public static Map<String, String> environment(Map<String, String> settings) {
    Map<String, String> environment = new TreeMap<>();
    settings.forEach((key, value) -> environment.put(environmentName(key), value));
    return environment;
  }

  private static String environmentName(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String firstPassword(RosterProcess process) {
    String line = process.line("First login").orElseThrow();
    return line.replaceFirst(".*password ", "").replaceFirst(" .*", "");
  }
}
