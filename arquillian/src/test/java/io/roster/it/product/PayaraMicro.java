/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.product;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Payara Micro as the distribution has it, in a process that deploys what it is told to. */
public final class PayaraMicro implements ApplicationServer, AutoCloseable {

  private static final List<String> PARTS = List.of("config", "docroot", "lib", "META-INF");
  private static final long STOP_SECONDS = 30;

  private final int httpPort = FreePorts.one();
  private final Path home = Build.work("micro").resolve("home");
  private final Process process;
  private final PrintStream orders;
  private final BufferedReader answers;

  private PayaraMicro() {
    for (String part : PARTS) {
      copy(Build.micro().resolve(part), home.resolve(part));
    }
    try {
      process =
          new ProcessBuilder(command())
              .directory(home.toFile())
              .redirectError(log().toFile())
              .start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    awaitAnswer("the start of Payara Micro");
  }

  public static PayaraMicro shared() {
    return Shared.once(PayaraMicro.class, "Payara Micro", PayaraMicro::new);
  }

  private List<String> command() {
    Path boot = Build.micro().resolve("launch-micro.jar");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(openings(boot));
    command.add("-Xmx512m");
    command.add("-Djava.awt.headless=true");
    command.add("-Dfish.payara.micro.BootJar=" + boot.toUri());
    command.add("-Dfish.payara.micro.UnpackDir=" + Build.micro());
    command.add("-cp");
    command.add(boot + ":" + classesOf(MicroHost.class));
    command.add(MicroHost.class.getName());
    command.add(home.toString());
    command.add(String.valueOf(httpPort));
    return command;
  }

  /** What the server's manifest asks for; Java reads it only from the jar it is started with. */
  private static List<String> openings(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      Attributes manifest = file.getManifest().getMainAttributes();
      List<String> options = new ArrayList<>();
      for (String opening : List.of("Add-Opens", "Add-Exports")) {
        String option = "--" + opening.toLowerCase(Locale.ROOT);
        for (String module : manifest.getValue(opening).strip().split("\\s+")) {
          options.addAll(List.of(option, module + "=ALL-UNNAMED"));
        }
      }
      return options;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Path classesOf(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path each : tree.toList()) {
        Path target = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else {
          Files.copy(each, target);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Path log() {
    return Build.work("micro").resolve("micro.log");
  }

  @Override
  public void configure(Map<String, String> settings) {
    settings.forEach((key, value) -> order("set", key + "=" + value));
  }

  @Override
  public void deploy(String name, Path ear) {
    order("deploy", "--name=" + name, ear.toString());
  }

  @Override
  public void undeploy(String name) {
    order("undeploy", name);
  }

  @Override
  public URI http() {
    return URI.create("http://localhost:" + httpPort);
  }

  @Override
  public long pid() {
    return process.pid();
  }

  private void order(String... words) {
    String order = String.join(MicroHost.SEPARATOR, words);
    orders.println(order);
    awaitAnswer(order);
  }

  private void awaitAnswer(String order) {
    try {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.equals(MicroHost.DONE)) {
          return;
        }
        if (line.startsWith(MicroHost.FAILED)) {
          throw new IllegalStateException(order + ": " + line + "; the log is " + log());
        }
      }
      throw new IllegalStateException(order + ": the server ended; its log is " + log());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** It ends with its standard input. */
  @Override
  public void close() {
    orders.close();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
