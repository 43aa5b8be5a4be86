/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.chunk.app;

import io.roster.registry.chunk.ChunkReport;
import io.roster.registry.chunk.ChunkState;
import io.roster.registry.chunk.ChunkUpdate;
import io.roster.registry.chunk.model.ChunkDirectory;
import io.roster.registry.chunk.model.ChunkPlace;
import io.roster.registry.journal.model.BulkChange;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.JsonValues;
import io.roster.registry.platform.Names;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Takes over what nodes tell of their chunks, for many nodes at once. The journal has one entry for
 * each report, with counts only: the chunks themselves are bulk state that nothing follows.
 */
@ApplicationScoped
public class ReportChunks implements BulkChange<ReportChunks.Request, Integer> {

  private ChunkDirectory chunks;
  private Journal journal;

  /** A report and who sent it. */
  public record Request(ChunkReport report, Actor actor) {}

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ReportChunks() {}

  @Inject
  public ReportChunks(ChunkDirectory chunks, Journal journal) {
    this.chunks = chunks;
    this.journal = journal;
  }

  static void validate(ChunkReport report) {
    Names.requireSound("worker_id", report.workerId());
    Names.requireSound("node_id", report.nodeId());
    for (ChunkUpdate update : report.updates()) {
      Names.requireSound("updates.artifact_id", update.artifactId());
      Names.requireSound("updates.device_uuid", update.deviceUuid());
    }
  }

  @Override
  public String operation() {
    return "BatchUpdateChunkStates";
  }

  @Override
  public List<Integer> run(List<Request> requests) {
    SortedMap<ChunkPlace, ChunkState> told = new TreeMap<>();
    for (Request request : requests) {
      ChunkReport report = request.report();
      for (ChunkUpdate update : report.updates()) {
        told.put(ChunkPlace.of(report.nodeId(), update), update.state());
      }
    }
    chunks.write(told);
    requests.forEach(this::tell);
    return requests.stream().map(request -> request.report().updates().size()).toList();
  }

  private void tell(Request request) {
    journal.append(
        request.actor(),
        "chunk.updated",
        request.report().nodeId(),
        JsonValue.NULL,
        counts(request.report()));
  }

  private static JsonObject counts(ChunkReport report) {
    Map<ChunkState, Integer> states = new EnumMap<>(ChunkState.class);
    report.updates().forEach(update -> states.merge(update.state(), 1, Integer::sum));
    JsonObjectBuilder byState = JsonValues.object();
    states.forEach((state, count) -> byState.add(state.name(), count));
    return JsonValues.object()
        .add("worker_id", report.workerId())
        .add("updates", report.updates().size())
        .add("artifacts", report.updates().stream().map(ChunkUpdate::artifactId).distinct().count())
        .add("states", byState)
        .build();
  }
}
