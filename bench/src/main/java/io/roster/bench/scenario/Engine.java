/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.scenario;

import io.roster.bench.product.DataFolder;
import io.roster.bench.report.Figure;
import io.roster.bench.stage.Parameter;
import io.roster.bench.stage.Scenario;
import io.roster.bench.stage.Stage;
import io.roster.gpu.ArtifactId;
import io.roster.gpu.ArtifactIndex;
import io.roster.gpu.Backend;
import io.roster.gpu.EngineConfiguration;
import io.roster.gpu.GpuEngine;
import io.roster.gpu.NewArtifact;
import io.roster.gpu.Replica;
import io.roster.gpu.engine.Engines;
import io.roster.node.inventory.Memory;
import io.roster.node.inventory.ReplicaPlace;
import io.roster.node.reconcile.StateChecksum;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/** What the node's engine adds to the bare copying of bytes, and how it bears many replicas. */
public final class Engine implements Scenario {

  private static final long MIB = 1 << 20;
  private static final int REPLICA_BYTES = 1024;
  private static final double LONGEST_MILLIS = 100;
  private static final int ROUNDS = 50;

  private static final Parameter SIZE =
      new Parameter("mebibytes", 512, 1, "the artifact's length in MiB");
  private static final Parameter REPLICAS =
      new Parameter(
          "replicas", 100_000, 1, "replicas in the engine whose list and checksum are timed");

  @Override
  public String name() {
    return "engine";
  }

  @Override
  public String summary() {
    return "MiB/s of put, get and load in RAM, on disk and on a card, each in turns with a bare"
        + " copy of the same bytes; milliseconds of a list and of the inventory's checksum,"
        + " against the limit of 100 ms";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(SIZE, REPLICAS);
  }

  @Override
  public void run(Stage stage) {
    long bytes = stage.value(SIZE) * MIB;
    DataFolder folder = stage.newData();
    GpuEngine engine =
        stage.keep(
            () ->
                Engines.open(
                    EngineConfiguration.usual()
                        .with(Backend.AUTO)
                        .withGpu(2 * bytes)
                        .withRam(2 * bytes)
                        .withDisk(folder.path().resolve("engine"), 4 * bytes),
                    Clock.systemUTC(),
                    event -> {}));
    new EngineCopies(stage, engine, folder, Math.toIntExact(bytes)).measure();
    measureInventory(stage);
  }

  private static void measureInventory(Stage stage) {
    int replicas = stage.count(REPLICAS);
    stage.say("putting " + replicas + " replicas");
    long heapBefore = usedHeap();
    GpuEngine engine =
        stage.keep(
            () ->
                Engines.open(
                    EngineConfiguration.usual().withRam(2L * replicas * REPLICA_BYTES),
                    Clock.systemUTC(),
                    event -> {}));
    byte[] content = new byte[REPLICA_BYTES];
    ArtifactIndex index = ArtifactIndex.ofBytes(REPLICA_BYTES);
    for (int i = 0; i < replicas; i++) {
      engine.put(
          NewArtifact.named(new ArtifactId("cgid:bench/" + i), index, REPLICA_BYTES),
          new ByteArrayInputStream(content));
    }
    long heapOfOne = (usedHeap() - heapBefore) / replicas;
    double[] lists = new double[ROUNDS];
    double[] checksums = new double[ROUNDS];
    StateChecksum checksum = new StateChecksum("bench", "192.0.2.1", 50_062);
    for (int i = 0; i < ROUNDS; i++) {
      long before = System.nanoTime();
      List<Replica> held = engine.list();
      long listed = System.nanoTime();
      checksum.of(held.stream().map(Engine::place).toList());
      lists[i] = (listed - before) / 1e6;
      checksums[i] = (System.nanoTime() - listed) / 1e6;
    }
    stage.report(
        figure("engine-list", lists, stage, replicas).detail("heap_bytes_of_a_replica", heapOfOne));
    stage.report(figure("inventory-checksum", checksums, stage, replicas));
    engine.close();
  }

  private static ReplicaPlace place(Replica replica) {
    return new ReplicaPlace(
        replica.id().value(), Memory.valueOf(replica.place().memory().name()), 0);
  }

  private static Figure figure(String name, double[] millis, Stage stage, int replicas) {
    double first = millis[0];
    Arrays.sort(millis);
    return Figure.of(name, millis[ROUNDS / 2], "ms", stage.conditions().with("replicas", replicas))
        .comparedWith("limit", LONGEST_MILLIS)
        .detail("first_ms", first)
        .detail("slowest_ms", millis[ROUNDS - 1]);
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
