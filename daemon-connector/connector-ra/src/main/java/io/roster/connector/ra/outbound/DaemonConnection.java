/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra.outbound;

import io.roster.connector.ArtifactContent;
import io.roster.connector.ConnectionClosedException;
import io.roster.connector.DaemonStatus;
import io.roster.connector.DaemonUnavailableException;
import io.roster.connector.FetchProgress;
import io.roster.connector.FetchRequest;
import io.roster.connector.FetchedReplica;
import io.roster.connector.GpuDaemonConnection;
import io.roster.connector.GpuDaemonException;
import io.roster.connector.MemoryId;
import io.roster.connector.MemoryTarget;
import io.roster.connector.ReplicaInfo;
import io.roster.connector.port.DaemonEngine;
import jakarta.resource.spi.IllegalStateException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The handle that an application holds; it forgets its physical connection when closed. */
final class DaemonConnection implements GpuDaemonConnection {

  private final AtomicReference<@Nullable GpuDaemonManagedConnection> physical;
  private final Set<ArtifactContent> open = ConcurrentHashMap.newKeySet();

  DaemonConnection(GpuDaemonManagedConnection physical) {
    this.physical = new AtomicReference<>(physical);
  }

  @Override
  public ReplicaInfo put(
      String artifactId,
      byte[] canonicalIndex,
      long sizeBytes,
      InputStream bytes,
      MemoryTarget target)
      throws GpuDaemonException {
    return call(engine -> engine.put(artifactId, canonicalIndex, sizeBytes, bytes, target));
  }

  @Override
  public ReplicaInfo putContentAddressed(
      byte[] canonicalIndex, long sizeBytes, InputStream bytes, MemoryTarget target)
      throws GpuDaemonException {
    return call(engine -> engine.putContentAddressed(canonicalIndex, sizeBytes, bytes, target));
  }

  @Override
  public ReplicaInfo putSafetensors(Path file, MemoryTarget target) throws GpuDaemonException {
    return call(engine -> engine.putSafetensors(file, target));
  }

  @Override
  public ReplicaInfo putSafetensors(InputStream file, MemoryTarget target)
      throws GpuDaemonException {
    return call(engine -> engine.putSafetensors(file, target));
  }

  @Override
  public ArtifactContent get(String artifactId) throws GpuDaemonException {
    return call(engine -> opened(engine.open(artifactId, open::remove)));
  }

  @Override
  public ArtifactContent get(String artifactId, MemoryId memory) throws GpuDaemonException {
    return call(engine -> opened(engine.open(artifactId, memory, open::remove)));
  }

  private ArtifactContent opened(ArtifactContent content) {
    open.add(content);
    return content;
  }

  @Override
  public byte[] getIndex(String artifactId) throws GpuDaemonException {
    return call(engine -> engine.index(artifactId));
  }

  @Override
  public List<ReplicaInfo> list() throws GpuDaemonException {
    return call(DaemonEngine::list);
  }

  @Override
  public List<ReplicaInfo> replicas(String artifactId) throws GpuDaemonException {
    return call(engine -> engine.replicas(artifactId));
  }

  @Override
  public ReplicaInfo load(String artifactId, MemoryTarget target) throws GpuDaemonException {
    return call(engine -> engine.load(artifactId, target));
  }

  @Override
  public void unload(String artifactId, MemoryId memory) throws GpuDaemonException {
    call(
        engine -> {
          engine.unload(artifactId, memory);
          return artifactId;
        });
  }

  @Override
  public ReplicaInfo pin(String artifactId, MemoryId memory) throws GpuDaemonException {
    return call(engine -> engine.pin(artifactId, memory));
  }

  @Override
  public ReplicaInfo unpin(String artifactId, MemoryId memory) throws GpuDaemonException {
    return call(engine -> engine.unpin(artifactId, memory));
  }

  @Override
  public ReplicaInfo verify(String artifactId, MemoryId memory) throws GpuDaemonException {
    return call(engine -> engine.verify(artifactId, memory));
  }

  @Override
  public String sha256(String artifactId) throws GpuDaemonException {
    return call(engine -> engine.sha256(artifactId));
  }

  @Override
  public FetchedReplica fetch(FetchRequest request, FetchProgress progress)
      throws GpuDaemonException {
    return call(engine -> engine.fetch(request, progress));
  }

  @Override
  public DaemonStatus status() throws GpuDaemonException {
    return call(DaemonEngine::status);
  }

  @Override
  public void close() {
    GpuDaemonManagedConnection former = invalidate();
    if (former != null) {
      former.handleClosed(this);
    }
  }

  /** Cuts this handle off; the physical connection it had, or null if it had none any more. */
  @Nullable GpuDaemonManagedConnection invalidate() {
    GpuDaemonManagedConnection former = physical.getAndSet(null);
    open.forEach(ArtifactContent::close);
    return former;
  }

  /**
   * Moves this handle to another physical connection; gives the former one.
   *
   * @throws IllegalStateException if it was closed
   */
  GpuDaemonManagedConnection moveTo(GpuDaemonManagedConnection other) throws IllegalStateException {
    GpuDaemonManagedConnection former =
        physical.getAndUpdate(present -> present == null ? null : other);
    if (former == null) {
      throw new IllegalStateException(
          "This handle was closed; it belongs to no connection any more");
    }
    return former;
  }

  private <T> T call(Call<T> step) throws GpuDaemonException {
    GpuDaemonManagedConnection connection = physical.get();
    if (connection == null) {
      throw new ConnectionClosedException();
    }
    try {
      return step.on(connection.engine());
    } catch (DaemonUnavailableException e) {
      connection.connectionLost(this, e);
      throw e;
    }
  }

  @FunctionalInterface
  private interface Call<T> {
    T on(DaemonEngine engine) throws GpuDaemonException;
  }
}
