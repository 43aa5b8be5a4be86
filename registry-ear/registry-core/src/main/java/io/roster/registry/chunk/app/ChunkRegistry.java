/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.chunk.app;

import io.roster.registry.chunk.ChunkLocation;
import io.roster.registry.chunk.ChunkReport;
import io.roster.registry.chunk.ChunkService;
import io.roster.registry.chunk.TooManyLocations;
import io.roster.registry.chunk.model.ChunkPictures;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.app.WorkerDirectory;
import io.roster.registry.journal.model.Changes;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.Names;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;

/** The door to the chunk directory. */
@Singleton
@Local(ChunkService.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ChunkRegistry implements ChunkService {

  /** About what fits into a message of the size that clients take, 4 MiB. */
  static final int MOST_LOCATIONS = 50_000;

  /** A longer report would hold up those who share its transaction. */
  static final int MOST_TOGETHER = 500;

  private ReportChunks reporting;
  private ChunkPictures pictures;
  private WorkerDirectory workers;
  private Changes changes;

  /** For the container. */
  @SuppressWarnings("NullAway.Init")
  public ChunkRegistry() {}

  @Inject
  public ChunkRegistry(
      ReportChunks reporting, ChunkPictures pictures, WorkerDirectory workers, Changes changes) {
    this.reporting = reporting;
    this.pictures = pictures;
    this.workers = workers;
    this.changes = changes;
  }

  @Override
  public int report(ChunkReport report, Actor actor) {
    ReportChunks.validate(report);
    if (report.updates().isEmpty()) {
      return 0;
    }
    ReportChunks.Request request = new ReportChunks.Request(report, daemonOf(report, actor));
    return report.updates().size() > MOST_TOGETHER
        ? changes.changeAlone(reporting.operation(), () -> reporting.run(List.of(request)).get(0))
        : changes.change("node:" + report.nodeId(), reporting, request);
  }

  /** The worker that tells need not be known; when it is, its daemon is who acts. */
  private Actor daemonOf(ChunkReport report, Actor otherwise) {
    return workers
        .find(new WorkerId(report.workerId()))
        .map(worker -> Actor.daemon(worker.view().daemonId()))
        .orElse(otherwise);
  }

  @Override
  public List<ChunkLocation> locations(String artifactId, Set<Long> chunkIndices) {
    if (!Names.isPlausible(artifactId)) {
      return List.of();
    }
    List<ChunkLocation> locations =
        pictures.locations(artifactId, chunkIndices, MOST_LOCATIONS + 1);
    if (locations.size() > MOST_LOCATIONS) {
      throw new TooManyLocations(artifactId, MOST_LOCATIONS);
    }
    return locations;
  }
}
