/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.server;

import io.roster.launcher.CannotStart;
import io.roster.launcher.data.Reasons;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The distribution: where the server, the applications and PostgreSQL lie, and how Java starts
 * them.
 */
public final class ServerRuntime {

  private final Path home;

  private ServerRuntime(Path home) {
    this.home = home;
  }

  /** The distribution that this launcher belongs to. */
  public static ServerRuntime own() {
    String named = System.getProperty("roster-dist");
    if (named == null) {
      throw new CannotStart(
          "The launcher does not know where its distribution lies: start it with ./roster.");
    }
    return new ServerRuntime(Path.of(named).toAbsolutePath().normalize());
  }

  /** The EAR of this name. */
  public Path application(String name) {
    return existing(home.resolve("apps").resolve(name));
  }

  /** The unpacked PostgreSQL. */
  public Path postgres() {
    return existing(home.resolve("runtime").resolve("postgres"));
  }

  private static Path existing(Path path) {
    if (!Files.exists(path)) {
      throw new CannotStart(path + " is missing: build Roster again.");
    }
    return path;
  }

  /** A fresh home for one server, below its temporary folder. */
  public Path serverHome(Path temporary) {
    Path serverHome = temporary.resolve("home");
    for (String part : List.of("config", "docroot", "lib", "META-INF")) {
      copyTree(existing(micro().resolve(part)), serverHome.resolve(part));
    }
    return serverHome;
  }

  private static void copyTree(Path from, Path to) {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path each : tree.toList()) {
        Path target = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else {
          Files.copy(each, target);
        }
      }
    } catch (IOException e) {
      throw new CannotStart("Cannot write " + to + ": " + Reasons.of(e) + ".", e);
    }
  }

  private Path micro() {
    return home.resolve("runtime").resolve("micro");
  }

  /** The archive of loaded classes that makes starts quick; not there until it was made. */
  public Path classArchive() {
    return home.resolve("runtime").resolve("server.jsa");
  }

  List<String> command(List<String> jvmOptions, Path temporary) {
    Path micro = existing(micro().resolve("launch-micro.jar"));
    Path server = existing(home.resolve("runtime").resolve("roster-server.jar"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(openings(micro));
    if (Files.exists(classArchive())) {
      // One that does not fit this Java or these jars is passed over by Java itself.
      command.add("-XX:SharedArchiveFile=" + classArchive());
    }
    command.addAll(jvmOptions);
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-Djava.awt.headless=true");
    command.add("-Dfish.payara.micro.BootJar=" + micro.toUri());
    command.add("-Dfish.payara.micro.UnpackDir=" + micro());
    command.add("-cp");
    command.add(micro + File.pathSeparator + server);
    command.add(ServerMain.class.getName());
    return command;
  }

  /**
   * What the server's own manifest asks for; Java reads it only from the jar it is started with.
   */
  private static List<String> openings(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      Attributes manifest = file.getManifest().getMainAttributes();
      List<String> options = new ArrayList<>();
      for (String module : words(manifest.getValue("Add-Opens"))) {
        options.addAll(List.of("--add-opens", module + "=ALL-UNNAMED"));
      }
      for (String module : words(manifest.getValue("Add-Exports"))) {
        options.addAll(List.of("--add-exports", module + "=ALL-UNNAMED"));
      }
      return options;
    } catch (IOException e) {
      throw new CannotStart(jar + " cannot be read: build Roster again.", e);
    }
  }

  private static List<String> words(@org.jspecify.annotations.Nullable String text) {
    return text == null ? List.of() : List.of(text.strip().split("\\s+"));
  }
}
