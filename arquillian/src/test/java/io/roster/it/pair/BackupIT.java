/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import io.roster.it.client.Artifact;
import io.roster.it.client.Fleet;
import io.roster.it.client.Fresh;
import io.roster.it.client.Replica;
import io.roster.it.client.Wire;
import io.roster.it.client.Worker;
import io.roster.it.product.Pair;
import io.roster.it.product.Registry;
import io.roster.it.product.RosterCommand;
import io.roster.v1.BackupServiceGrpc;
import io.roster.v1.RestoreBackupHeader;
import io.roster.v1.RestoreBackupRequest;
import io.roster.v1.RestoreBackupResponse;
import io.roster.v1.WatchRelistReason;
import io.roster.v1.WatchRequest;
import io.roster.v1.WatchResponse;
import io.roster.v1.WatchServiceGrpc;
import io.roster.wire.globalstore.v1.ResolveKeyMappingRequest;
import io.roster.wire.globalstore.v1.ResolveKeyMappingResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.SwapKeyMappingRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup of a site with two coordinators, taken and restored while it serves. */
class BackupIT {

  private static final Pair PAIR = Pair.shared();
  private static final int SEED = 11;

  private final Wire first = Wire.to(PAIR.first().registry());
  private final Wire second = Wire.to(PAIR.second().registry());
  private final Fleet fleet = new Fleet(first, second);

  @TempDir private Path folder;

  @AfterEach
  void end() {
    fleet.close();
    first.close();
    second.close();
  }

  @Test
  void what_was_backed_up_under_load_comes_back_everywhere() throws Exception {
    Artifact before = Artifact.fresh().publish(first);
    Artifact after = Artifact.fresh().publish(first);
    String key = Fresh.name("key");
    swap(key, before);
    Worker worker = fleet.join();
    Replica replica = Replica.of(worker.daemon());
    first.register(replica.registration(worker.id()));
    Path backup = folder.resolve("backup");
    try (Load load = new Load(SEED, fleet.join(), first, second)) {
      await().until(() -> load.acknowledged() > 20);
      assertThat(done(roster("backup", backup.toString()))).contains("revision", "cluster");
      int acknowledged = load.acknowledged();
      await().until(() -> load.acknowledged() > acknowledged);
    }

    swap(key, after);
    String later = Fresh.name("key");
    swap(later, after);
    Worker newcomer = fleet.join();
    refuses(backup);

    long revision = PAIR.revision();
    long epoch = PAIR.awaitLeadership().epoch();
    List<WatchResponse> told = watch();
    String restored =
        done(roster("restore", backup.toString(), "--reason", "swapped by mistake", "--yes"));

    assertThat(restored).contains("Restored  revision", "Now at    revision");
    long at =
        PAIR.number(
            "select revision from journal where kind = 'registry.restored' order by revision desc limit 1");
    assertThat(at).isGreaterThan(revision);
    assertThat(PAIR.number("select epoch from journal where revision = ?", at))
        .isGreaterThan(epoch);
    for (Wire wire : List.of(first, second.since(at))) {
      assertThat(resolve(wire, key).getArtifactId()).isEqualTo(before.id());
      assertThat(resolve(wire, later).getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
      assertThat(wire.replicasOf(replica.artifact())).hasSize(1);
      assertThat(wire.find(worker.id())).isPresent();
      assertThat(wire.find(newcomer.id())).isEmpty();
    }
    await()
        .untilAsserted(
            () ->
                assertThat(told)
                    .anyMatch(
                        message ->
                            message.getRelistRequired().getReason()
                                == WatchRelistReason.WATCH_RELIST_REASON_RESTORED)
                    .anyMatch(WatchResponse::hasListed));
    daemonsComeBack(worker, newcomer, at);
  }

  /** What a daemon does that is told that nobody knows it. */
  private void daemonsComeBack(Worker worker, Worker newcomer, long restored) {
    assertThat(first.beat(worker.id()).getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
    long generation = worker.generation();
    worker.registerAgain(second);
    assertThat(worker.generation()).isGreaterThan(generation + 1);
    newcomer.registerAgain(second);
    await()
        .untilAsserted(
            () -> assertThat(first.beat(worker.id()).getStatus()).isEqualTo(Status.STATUS_OK));
    assertThat(
            PAIR.number(
                "select count(*) from journal where revision > ? and kind = 'worker.expired' and subject = ?",
                restored,
                worker.id()))
        .isZero();
  }

  /** None of this changes anything. */
  private void refuses(Path backup) throws Exception {
    long revision = PAIR.revision();
    byte[] whole = Files.readAllBytes(backup);
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length - 10));
    assertRefused("is cut", "restore", cut.toString(), "--reason", "typing", "--yes");
    assertThat(roster("restore", backup.toString(), "--reason", "nobody confirms").status())
        .isEqualTo(2);
    assertRefused("is there already", "backup", backup.toString());
    try (Context.CancellableContext going = Context.current().withCancellation()) {
      going.run(this::beginToRestore);
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          PAIR.number(
                              "select count(*) from pg_locks where locktype = 'advisory' and objid = 7212005"))
                      .isEqualTo(1));
      assertRefused(
          "Another restore of this registry goes on",
          "restore",
          backup.toString(),
          "--reason",
          "me too",
          "--yes");
    }
    await()
        .untilAsserted(
            () ->
                assertThat(
                        PAIR.number(
                            "select count(*) from pg_locks where locktype = 'advisory' and objid = 7212005"))
                    .isZero());
    assertThat(
            PAIR.number(
                "select count(*) from journal where revision > ? and kind = 'registry.restored'",
                revision))
        .isZero();
  }

  /** It never comes to its end. */
  private void beginToRestore() {
    BackupServiceGrpc.newStub(second.calls())
        .restoreBackup(
            new StreamObserver<RestoreBackupResponse>() {
              @Override
              public void onNext(RestoreBackupResponse unexpected) {}

              @Override
              public void onError(Throwable cancelled) {}

              @Override
              public void onCompleted() {}
            })
        .onNext(
            RestoreBackupRequest.newBuilder()
                .setHeader(RestoreBackupHeader.newBuilder().setReason("slowly"))
                .build());
  }

  private List<WatchResponse> watch() {
    List<WatchResponse> told = new CopyOnWriteArrayList<>();
    WatchServiceGrpc.newStub(second.calls())
        .watch(
            WatchRequest.newBuilder().addKinds("worker.").build(),
            new StreamObserver<>() {
              @Override
              public void onNext(WatchResponse message) {
                told.add(message);
              }

              @Override
              public void onError(Throwable ended) {}

              @Override
              public void onCompleted() {}
            });
    await().until(() -> !told.isEmpty());
    return told;
  }

  private void swap(String key, Artifact target) {
    assertThat(
            first
                .catalog()
                .swapKeyMapping(
                    SwapKeyMappingRequest.newBuilder()
                        .setKey(key)
                        .setNewArtifactId(target.id())
                        .build())
                .getStatus())
        .isEqualTo(Status.STATUS_OK);
  }

  private static ResolveKeyMappingResponse resolve(Wire wire, String key) {
    return wire.catalog()
        .resolveKeyMapping(ResolveKeyMappingRequest.newBuilder().setKey(key).build());
  }

  private static void assertRefused(String sentence, String... arguments) {
    RosterCommand.Result refused = roster(arguments);
    assertThat(refused.status()).as(refused.output()).isEqualTo(1);
    assertThat(refused.output()).contains(sentence);
  }

  private static String done(RosterCommand.Result result) {
    assertThat(result.status()).as(result.output()).isZero();
    return result.output();
  }

  private static RosterCommand.Result roster(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--registry");
    all.add(at(PAIR.first().registry()) + "," + at(PAIR.second().registry()));
    return RosterCommand.run(all.toArray(String[]::new));
  }

  private static String at(Registry registry) {
    return Registry.HOST + ":" + registry.grpcPort();
  }
}
