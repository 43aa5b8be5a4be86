/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.daemon;

import io.roster.connector.ArtifactContent;
import io.roster.connector.FetchProgress;
import io.roster.connector.FetchRequest;
import io.roster.connector.GpuDaemonConnection;
import io.roster.connector.GpuDaemonConnectionFactory;
import io.roster.connector.PeerAddress;
import io.roster.connector.UnknownArtifactException;
import io.roster.node.inventory.Artifacts;
import io.roster.node.inventory.HeldReplica;
import io.roster.node.inventory.Inventory;
import io.roster.node.inventory.MemoryState;
import io.roster.node.inventory.NewArtifact;
import io.roster.node.inventory.OpenArtifact;
import io.roster.node.inventory.Peer;
import io.roster.node.inventory.ReplicaPlace;
import io.roster.node.inventory.Target;
import jakarta.resource.ResourceException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The GPU daemon behind its connector: a pooled connection for each call. */
public final class ConnectorDaemon implements Inventory, Artifacts {

  private final GpuDaemonConnectionFactory daemon;

  public ConnectorDaemon(GpuDaemonConnectionFactory daemon) {
    this.daemon = daemon;
  }

  @Override
  public List<HeldReplica> held() throws ResourceException {
    try (GpuDaemonConnection connection = daemon.getConnection()) {
      return connection.list().stream().map(ConnectorValues::replica).toList();
    }
  }

  @Override
  public Optional<HeldReplica> find(ReplicaPlace place) throws ResourceException {
    try (GpuDaemonConnection connection = daemon.getConnection()) {
      return connection.replicas(place.artifactId()).stream()
          .map(ConnectorValues::replica)
          .filter(replica -> replica.place().equals(place))
          .findFirst();
    }
  }

  @Override
  public Optional<byte[]> index(String artifactId) throws ResourceException {
    try (GpuDaemonConnection connection = daemon.getConnection()) {
      return Optional.of(connection.getIndex(artifactId)).filter(index -> index.length > 0);
    } catch (UnknownArtifactException gone) {
      return Optional.empty();
    }
  }

  @Override
  public void unload(ReplicaPlace place) throws ResourceException {
    try (GpuDaemonConnection connection = daemon.getConnection()) {
      connection.unload(place.artifactId(), ConnectorValues.memory(place));
    } catch (UnknownArtifactException gone) {
      // Somebody, or the pressure on the memory, was faster: what was wanted is so.
      return;
    }
  }

  @Override
  public HeldReplica put(NewArtifact artifact, InputStream bytes) throws ResourceException {
    try (GpuDaemonConnection connection = daemon.getConnection()) {
      if (artifact.id().isEmpty()) {
        return ConnectorValues.replica(
            connection.putContentAddressed(
                artifact.index(),
                artifact.sizeBytes(),
                bytes,
                ConnectorValues.target(artifact.target())));
      }
      return ConnectorValues.replica(
          connection.put(
              artifact.id().get(),
              artifact.index(),
              artifact.sizeBytes(),
              bytes,
              ConnectorValues.target(artifact.target())));
    }
  }

  /** The connection goes back when the artifact is closed, not before. */
  @Override
  public Optional<OpenArtifact> open(String artifactId) throws ResourceException {
    GpuDaemonConnection connection = daemon.getConnection();
    boolean open = false;
    try {
      ArtifactContent content = connection.get(artifactId);
      open = true;
      return Optional.of(new Open(connection, content));
    } catch (UnknownArtifactException none) {
      return Optional.empty();
    } finally {
      if (!open) {
        connection.close();
      }
    }
  }

  private record Open(GpuDaemonConnection connection, ArtifactContent content)
      implements OpenArtifact {

    @Override
    public HeldReplica replica() {
      return ConnectorValues.replica(content.info());
    }

    @Override
    public InputStream stream() {
      return content.stream();
    }

    @Override
    public void close() {
      try {
        content.close();
      } finally {
        connection.close();
      }
    }
  }

  @Override
  public HeldReplica load(String artifactId, Target target) throws ResourceException {
    try (GpuDaemonConnection connection = daemon.getConnection()) {
      return ConnectorValues.replica(connection.load(artifactId, ConnectorValues.target(target)));
    }
  }

  @Override
  public HeldReplica fetch(String artifactId, long sizeBytes, List<Peer> sources, Target target)
      throws ResourceException {
    List<PeerAddress> peers =
        sources.stream().map(peer -> new PeerAddress(peer.host(), peer.port())).toList();
    FetchRequest request = FetchRequest.of(artifactId, ConnectorValues.target(target), peers);
    FetchRequest expecting = sizeBytes > 0 ? request.expectingSize(sizeBytes) : request;
    try (GpuDaemonConnection connection = daemon.getConnection()) {
      return ConnectorValues.replica(connection.fetch(expecting, FetchProgress.IGNORED).replica());
    }
  }

  @Override
  public HeldReplica pin(ReplicaPlace place) throws ResourceException {
    try (GpuDaemonConnection connection = daemon.getConnection()) {
      return ConnectorValues.replica(
          connection.pin(place.artifactId(), ConnectorValues.memory(place)));
    }
  }

  @Override
  public HeldReplica unpin(ReplicaPlace place) throws ResourceException {
    try (GpuDaemonConnection connection = daemon.getConnection()) {
      return ConnectorValues.replica(
          connection.unpin(place.artifactId(), ConnectorValues.memory(place)));
    }
  }

  @Override
  public String sha256(String artifactId) throws ResourceException {
    try (GpuDaemonConnection connection = daemon.getConnection()) {
      return connection.sha256(artifactId);
    }
  }

  @Override
  public List<MemoryState> memories() throws ResourceException {
    try (GpuDaemonConnection connection = daemon.getConnection()) {
      return connection.status().memories().stream().map(ConnectorValues::state).toList();
    }
  }
}
