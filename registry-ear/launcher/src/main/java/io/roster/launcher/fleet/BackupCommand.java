/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.grpc.StatusRuntimeException;
import io.roster.backup.BackupFile;
import io.roster.backup.Manifest;
import io.roster.backup.UnusableBackup;
import io.roster.client.RosterClient;
import io.roster.launcher.Terminal;
import io.roster.launcher.Version;
import io.roster.launcher.data.PrivateFile;
import io.roster.v1.BackUpRequest;
import io.roster.v1.BackUpResponse;
import io.roster.v1.BackupServiceGrpc;
import io.roster.wire.globalstore.v1.ClusterAdminServiceGrpc;
import io.roster.wire.globalstore.v1.HealthCheckRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code roster backup}. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Writes everything that the registry remembers into a file, as it was at one moment.",
      "The registry goes on serving."
    },
    footer = {
      "",
      "Keep the file as you keep passwords: it has those of the console's accounts,",
      "as hashes, and all that the registry knows. Its owner alone may read it."
    })
public final class BackupCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "Where to put it.")
  private @Nullable Path file;

  @Mixin private final RegistryOption registry = new RegistryOption();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why; it stays in the audit. Default: none")
  private String reason = "";

  @Option(names = "--force", description = "Replaces a file that is there.")
  private boolean isReplacing;

  @Override
  public Integer call() {
    Path target = Objects.requireNonNull(file).toAbsolutePath();
    requireFree(target);
    long began = System.nanoTime();
    Manifest manifest = receive(target);
    tell(target, manifest, Duration.ofNanos(System.nanoTime() - began));
    return 0;
  }

  private void requireFree(Path target) {
    if (Files.isDirectory(target)) {
      throw new CallFailed(target + " is a folder. Name a file in it.");
    }
    if (Files.exists(target) && !isReplacing) {
      throw new CallFailed(
          target + " is there already, and was left as it is. Name another file, or say --force.");
    }
  }

  private Manifest receive(Path target) {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    boolean complete = false;
    try (RosterClient client = registry.connect()) {
      try (OutputStream out = PrivateFile.open(part)) {
        write(client, out);
      }
      Manifest manifest = check(part);
      PrivateFile.moveInPlace(part, target);
      complete = true;
      return manifest;
    } catch (StatusRuntimeException e) {
      throw CallFailed.of(registry.called(), e);
    } catch (IOException e) {
      throw new CallFailed(target + " cannot be written (" + e.getMessage() + ").");
    } catch (UnusableBackup e) {
      throw new CallFailed("What came " + e.problem() + ". No backup was made; try again.");
    } finally {
      if (!complete) {
        delete(part);
      }
    }
  }

  private void write(RosterClient client, OutputStream out) throws IOException {
    // Streams begin where the last call was answered.
    ClusterAdminServiceGrpc.newBlockingStub(client.channel())
        .healthCheck(HealthCheckRequest.getDefaultInstance());
    Iterator<BackUpResponse> pieces =
        BackupServiceGrpc.newBlockingStub(client.channel())
            .backUp(BackUpRequest.newBuilder().setReason(reason).build());
    while (pieces.hasNext()) {
      pieces.next().getArchive().writeTo(out);
    }
  }

  /** What lies on the disk, not what came. */
  private static Manifest check(Path part) throws IOException, UnusableBackup {
    try (BackupFile backup = BackupFile.open(part)) {
      return backup.manifest();
    }
  }

  private static void delete(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      Terminal.standard().complain(part + " could not be deleted (" + e.getMessage() + ").");
    }
  }

  private static void tell(Path target, Manifest manifest, Duration took) {
    Terminal terminal = Terminal.standard();
    terminal.say(
        "Backup    " + target + ", " + Text.bytes(size(target)) + ", in " + Text.seconds(took));
    terminal.say(
        "Of        revision "
            + manifest.revision()
            + ", "
            + manifest.time()
            + ", cluster "
            + manifest.cluster());
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException unknown) {
      return 0;
    }
  }
}
