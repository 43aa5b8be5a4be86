/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra.outbound;

import io.roster.connector.ArtifactContent;
import io.roster.connector.ArtifactInfo;
import io.roster.connector.ConnectionClosedException;
import io.roster.connector.DaemonStatus;
import io.roster.connector.DaemonUnavailableException;
import io.roster.connector.GpuDaemonConnection;
import io.roster.connector.GpuDaemonException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
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
  public ArtifactInfo put(String artifactId, long sizeBytes, InputStream bytes)
      throws GpuDaemonException {
    return call(session -> session.put(artifactId, sizeBytes, bytes));
  }

  @Override
  public ArtifactInfo putContentAddressed(byte[] canonicalIndex, byte[] bytes)
      throws GpuDaemonException {
    return call(session -> session.putContentAddressed(canonicalIndex, bytes));
  }

  @Override
  public ArtifactContent get(String artifactId) throws GpuDaemonException {
    return call(
        session -> {
          ArtifactContent content = new OpenContent(session.open(artifactId), open::remove);
          open.add(content);
          return content;
        });
  }

  @Override
  public List<ArtifactInfo> list() throws GpuDaemonException {
    return call(DaemonSession::list);
  }

  @Override
  public void unload(String artifactId) throws GpuDaemonException {
    call(
        session -> {
          session.unload(artifactId);
          return artifactId;
        });
  }

  @Override
  public String checksum(String artifactId) throws GpuDaemonException {
    return call(session -> session.checksum(artifactId));
  }

  @Override
  public DaemonStatus status() throws GpuDaemonException {
    return call(DaemonSession::status);
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

  /** Moves this handle to another physical connection; gives the former one. */
  Optional<GpuDaemonManagedConnection> moveTo(GpuDaemonManagedConnection other) {
    return Optional.ofNullable(physical.getAndSet(other));
  }

  private <T> T call(Call<T> step) throws GpuDaemonException {
    GpuDaemonManagedConnection connection = physical.get();
    if (connection == null) {
      throw new ConnectionClosedException();
    }
    try {
      return step.on(connection.session());
    } catch (DaemonUnavailableException e) {
      connection.connectionLost(this, e);
      throw e;
    }
  }

  @FunctionalInterface
  private interface Call<T> {
    T on(DaemonSession session) throws GpuDaemonException;
  }
}
