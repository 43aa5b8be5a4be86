/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import io.roster.launcher.CoordinatorRequest.TakenPort;
import io.roster.launcher.data.DataDirectory;
import io.roster.launcher.server.ServerRuntime;
import io.roster.settings.RegistrySettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code roster prepare}: starts a registry once and keeps the classes that this loaded. */
@Command(
    name = "prepare",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Makes later starts quick: starts a registry once in a temporary folder and keeps the classes that it"
            + " loaded as an archive in the distribution. Needed after the distribution was copied; the build in"
            + " a source tree does it by itself.")
final class PrepareCommand implements Callable<Integer> {

  private static final int STOP_SECONDS = 300;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = Terminal.standard();
    Path archive = ServerRuntime.own().classArchive();
    Path fresh = archive.resolveSibling(archive.getFileName() + ".new");
    Files.deleteIfExists(archive);
    Files.deleteIfExists(fresh);
    terminal.say("Preparing quick starts; this takes a minute or two, once …");
    try (Lifetime lifetime = new Lifetime(terminal)) {
      lifetime.endOnSignal();
      Path folder = Files.createTempDirectory("roster-prepare-");
      lifetime.keep(() -> DataDirectory.deleteTree(folder));
      new Coordinators(List.of(request(folder, fresh)), lifetime, silent()).start();
    }
    if (!Files.exists(fresh)) {
      throw new CannotStart(
          "Java wrote no archive of its classes. Roster works without it and only starts more slowly.");
    }
    Files.move(fresh, archive, StandardCopyOption.ATOMIC_MOVE);
    terminal.say("Prepared: " + archive);
    return 0;
  }

  private static CoordinatorRequest request(Path folder, Path archive) {
    Map<String, String> settings =
        Map.of(
            RegistrySettings.HTTP_PORT.key(), "0",
            RegistrySettings.GRPC_PORT.key(), "0");
    List<String> options =
        List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:ArchiveClassesAtExit=" + archive);
    return new CoordinatorRequest(
        CoordinatorRequest.ONLY,
        folder.resolve("data"),
        settings,
        TakenPort.REFUSE,
        Map.of(),
        options,
        STOP_SECONDS);
  }

  /** The addresses and password of a registry that ends at once are of no use to anyone. */
  private static Terminal silent() {
    return new Terminal(
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        System.err);
  }
}
