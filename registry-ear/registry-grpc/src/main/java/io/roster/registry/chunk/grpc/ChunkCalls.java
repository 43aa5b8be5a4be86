/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.chunk.grpc;

import io.roster.registry.chunk.ChunkReport;
import io.roster.registry.chunk.ChunkService;
import io.roster.registry.chunk.ChunkState;
import io.roster.registry.chunk.ChunkUpdate;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.InvalidRequest;
import io.roster.wire.globalstore.v1.BatchUpdateChunkStatesRequest;
import io.roster.wire.globalstore.v1.BatchUpdateChunkStatesResponse;
import io.roster.wire.globalstore.v1.ChunkLocation;
import io.roster.wire.globalstore.v1.ChunkStateUpdate;
import io.roster.wire.globalstore.v1.QueryChunkLocationsRequest;
import io.roster.wire.globalstore.v1.QueryChunkLocationsResponse;
import io.roster.wire.globalstore.v1.Status;
import java.util.stream.Collectors;

/** The rpcs of the chunk directory. */
public final class ChunkCalls {

  private final ChunkService chunks;

  public ChunkCalls(ChunkService chunks) {
    this.chunks = chunks;
  }

  public BatchUpdateChunkStatesResponse report(
      BatchUpdateChunkStatesRequest request, Actor caller) {
    int applied =
        chunks.report(
            new ChunkReport(
                request.getWorkerId(),
                request.getNodeId(),
                request.getUpdatesList().stream().map(ChunkCalls::update).toList()),
            caller);
    return BatchUpdateChunkStatesResponse.newBuilder()
        .setStatus(Status.STATUS_OK)
        .setUpdatesApplied(applied)
        .build();
  }

  private static ChunkUpdate update(ChunkStateUpdate update) {
    return new ChunkUpdate(
        update.getArtifactId(),
        Integer.toUnsignedLong(update.getChunkIdx()),
        update.getDeviceUuid(),
        Integer.toUnsignedLong(update.getReplica()),
        ChunkState.of(update.getStateValue())
            .orElseThrow(
                () -> new InvalidRequest("state", "is unknown: " + update.getStateValue())));
  }

  public QueryChunkLocationsResponse locations(QueryChunkLocationsRequest request) {
    QueryChunkLocationsResponse.Builder answer =
        QueryChunkLocationsResponse.newBuilder().setStatus(Status.STATUS_OK);
    chunks
        .locations(
            request.getArtifactId(),
            request.getChunkIndicesList().stream()
                .map(Integer::toUnsignedLong)
                .collect(Collectors.toSet()))
        .forEach(location -> answer.addLocations(listed(location)));
    return answer.build();
  }

  private static ChunkLocation listed(io.roster.registry.chunk.ChunkLocation location) {
    return ChunkLocation.newBuilder()
        .setChunkIdx((int) location.chunkIdx())
        .setNodeId(location.nodeId())
        .setNodeAddress(location.nodeAddress())
        .setP2PPort(location.p2pPort())
        .setStateValue(location.state().number())
        .setNodeLoadRatio(location.loadRatio())
        .setDeviceUuid(location.deviceUuid())
        .setReplica((int) location.replica())
        .build();
  }
}
