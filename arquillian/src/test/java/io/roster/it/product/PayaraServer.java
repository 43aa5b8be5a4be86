/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Payara Server as it comes: unpacked, a domain with ports of its own, nothing changed but its
 * memory and the properties that hold the registry's settings.
 */
public final class PayaraServer implements ApplicationServer, AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final String DOMAIN = "roster";
  private static final String APPLICATION = "registry";
  private static final int ADMIN = 48;
  private static final int HTTP = 80;

  private final Path domains = Build.work("domains");
  private final int base = FreePorts.domainBase();
  private final Map<String, String> properties = new TreeMap<>();
  private boolean deployed;

  private PayaraServer() {}

  public static PayaraServer shared() {
    return Shared.once(PayaraServer.class, "Payara Server", PayaraServer::start);
  }

  private static PayaraServer start() {
    PayaraServer server = new PayaraServer();
    server.asadmin(
        "create-domain",
        "--nopassword",
        "--portbase",
        String.valueOf(server.base),
        "--domaindir",
        server.domains.toString(),
        DOMAIN);
    server.giveMemory();
    server.asadmin("start-domain", "--domaindir", server.domains.toString(), DOMAIN);
    return server;
  }

  /** What docs/payara-server.md does to a domain that runs. */
  private void giveMemory() {
    Path settings = domain().resolve("config/domain.xml");
    try {
      Files.writeString(settings, Files.readString(settings).replace(">-Xmx512m<", ">-Xmx1g<"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public int adminPort() {
    return base + ADMIN;
  }

  public int httpPort() {
    return base + HTTP;
  }

  public Path log() {
    return domain().resolve("logs/server.log");
  }

  private Path domain() {
    return domains.resolve(DOMAIN);
  }

  /** Makes these the only settings of ours. */
  @Override
  public void configure(Map<String, String> wanted) {
    List<String> outdated =
        properties.keySet().stream().filter(key -> !wanted.containsKey(key)).toList();
    for (String key : outdated) {
      asadmin("delete-system-property", key);
    }
    asadmin(
        "create-system-properties",
        wanted.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + escaped(entry.getValue()))
            .collect(Collectors.joining(":")));
    properties.clear();
    properties.putAll(wanted);
  }

  /** The command separates properties by colons. */
  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace(":", "\\:");
  }

  void deploy(Path ear) {
    asadmin("deploy", "--name", APPLICATION, ear.toString());
    deployed = true;
  }

  public void undeploy() {
    if (deployed) {
      asadmin("undeploy", APPLICATION);
      deployed = false;
    }
  }

  /** Deploys something else beside the registry. */
  @Override
  public void deploy(String name, Path ear) {
    asadmin("deploy", "--name", name, ear.toString());
  }

  @Override
  public void undeploy(String name) {
    asadmin("undeploy", name);
  }

  @Override
  public URI http() {
    return URI.create("http://localhost:" + httpPort());
  }

  @Override
  public long pid() {
    return process().map(ProcessHandle::pid).orElseThrow();
  }

  private void asadmin(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Build.payara().resolve("bin/asadmin").toString());
    command.addAll(
        List.of("--user", "admin", "--port", String.valueOf(adminPort()), "--interactive=false"));
    command.addAll(List.of(arguments));
    Command.Answer answer =
        Command.run(LIMIT, Map.of("AS_JAVA", System.getProperty("java.home")), command);
    if (answer.status() != 0) {
      throw new IllegalStateException(
          String.join(" ", arguments)
              + " failed: "
              + answer.output()
              + "\nThe server's log is "
              + log());
    }
  }

  @Override
  public void close() {
    Optional<ProcessHandle> process = process();
    try {
      asadmin("stop-domain", "--domaindir", domains.toString(), DOMAIN);
    } finally {
      process.filter(ProcessHandle::isAlive).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private Optional<ProcessHandle> process() {
    try {
      String pid = Files.readString(domain().resolve("config/pid")).strip();
      return ProcessHandle.of(Long.parseLong(pid));
    } catch (IOException neverStarted) {
      return Optional.empty();
    }
  }
}
