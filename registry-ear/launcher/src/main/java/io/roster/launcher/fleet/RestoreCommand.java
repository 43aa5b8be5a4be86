/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.roster.backup.BackupFile;
import io.roster.backup.Manifest;
import io.roster.backup.UnusableBackup;
import io.roster.client.RosterClient;
import io.roster.launcher.Terminal;
import io.roster.launcher.Version;
import io.roster.v1.BackupServiceGrpc;
import io.roster.v1.ExamineBackupRequest;
import io.roster.v1.ExamineBackupResponse;
import io.roster.v1.RestoreBackupHeader;
import io.roster.v1.RestoreBackupRequest;
import io.roster.v1.RestoreBackupResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code roster restore}. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Puts a backup in the place of everything that the registry holds: wholly or not at all.",
      "The registry goes on serving; changes wait meanwhile."
    },
    footer = {
      "",
      "Before anything is changed, all of the file is compared with its checksum,",
      "here and by the registry."
    })
public final class RestoreCommand implements Callable<Integer> {

  private static final int MESSAGE_BYTES = 256 * 1024;

  @Parameters(paramLabel = "FILE", description = "The backup.")
  private @Nullable Path file;

  @Mixin private final RegistryOption registry = new RegistryOption();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why; it stays in the journal.")
  private String reason = "";

  @Mixin private final Confirmation confirmation = new Confirmation();

  @Option(names = "--dry-run", description = "Tells what it would do, and does nothing.")
  private boolean isDryRun;

  @Option(
      names = "--take-over",
      paramLabel = "CLUSTER",
      description =
          "The id of the cluster that the backup is of, when that cluster is lost: this registry"
              + " becomes it.")
  private String takeOver = "";

  @Override
  public Integer call() throws InterruptedException {
    Path source = Objects.requireNonNull(file);
    if (!Files.isRegularFile(source)) {
      throw new CallFailed(source + " is no file that could be read. Check the path.");
    }
    long began = System.nanoTime();
    try (BackupFile backup = BackupFile.open(source);
        RosterClient client = registry.connect()) {
      String consequence = consequence(examine(client, backup), backup.manifest());
      if (isDryRun) {
        Terminal.standard().say(Text.printable(consequence));
        Terminal.standard().say("Nothing was done.");
        return 0;
      }
      if (!confirmation.isGiven(consequence)) {
        return Confirmation.DECLINED;
      }
      RestoreBackupResponse restored = send(client, source);
      tell(restored, Duration.ofNanos(System.nanoTime() - began));
      return 0;
    } catch (UnusableBackup e) {
      throw new CallFailed(source + " " + e.problem() + ". Nothing was changed.");
    } catch (IOException e) {
      throw new CallFailed(
          source + " cannot be read (" + e.getMessage() + "). Nothing was changed.");
    } catch (StatusRuntimeException e) {
      throw CallFailed.of(registry.called(), e);
    }
  }

  private ExamineBackupResponse examine(RosterClient client, BackupFile backup) {
    return BackupServiceGrpc.newBlockingStub(client.channel())
        .examineBackup(
            ExamineBackupRequest.newBuilder()
                .setManifest(backup.manifestText())
                .setHeader(header())
                .build());
  }

  private RestoreBackupHeader header() {
    return RestoreBackupHeader.newBuilder().setReason(reason).setTakeOver(takeOver).build();
  }

  private static String consequence(ExamineBackupResponse now, Manifest backup) {
    return "Everything that the registry holds now (revision "
        + now.getRevision()
        + ", "
        + now.getWorkers()
        + " workers, "
        + now.getReplicas()
        + " replicas, "
        + now.getArtifacts()
        + " artifacts, "
        + now.getKeys()
        + " keys) will be replaced by what it held at "
        + backup.time()
        + " (revision "
        + backup.revision()
        + ").";
  }

  private RestoreBackupResponse send(RosterClient client, Path source)
      throws IOException, InterruptedException {
    Sending<RestoreBackupRequest, RestoreBackupResponse> sending = new Sending<>(registry.called());
    try (InputStream bytes = Files.newInputStream(source)) {
      BackupServiceGrpc.newStub(client.channel()).restoreBackup(sending);
      sending.next(RestoreBackupRequest.newBuilder().setHeader(header()).build());
      byte[] buffer = new byte[MESSAGE_BYTES];
      int count;
      while ((count = bytes.readNBytes(buffer, 0, buffer.length)) > 0
          && sending.next(
              RestoreBackupRequest.newBuilder()
                  .setArchive(ByteString.copyFrom(buffer, 0, count))
                  .build())) {
        // Each round is one message.
      }
      return outcome(sending);
    }
  }

  private static RestoreBackupResponse outcome(
      Sending<RestoreBackupRequest, RestoreBackupResponse> sending) throws InterruptedException {
    try {
      return sending.finish();
    } catch (CallFailed failed) {
      boolean isUnknown =
          failed.getCause() instanceof StatusRuntimeException end
              && end.getStatus().getCode() == Status.Code.UNAVAILABLE;
      if (isUnknown) {
        throw new CallFailed(
            failed.sentence()
                + " Whether the backup was restored is not known: see roster events --kind"
                + " registry.restored");
      }
      throw failed;
    }
  }

  private static void tell(RestoreBackupResponse restored, Duration took) {
    Terminal terminal = Terminal.standard();
    terminal.say(
        "Restored  revision "
            + restored.getBackupRevision()
            + " of "
            + Text.time(restored.getBackupTime())
            + ", in "
            + Text.seconds(took));
    terminal.say(
        "Now at    revision "
            + restored.getRevision()
            + ", epoch "
            + restored.getEpoch()
            + ", cluster "
            + restored.getClusterId());
  }
}
