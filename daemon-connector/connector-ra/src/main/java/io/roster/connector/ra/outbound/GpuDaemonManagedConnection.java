/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra.outbound;

import io.roster.connector.ConnectionClosedException;
import io.roster.connector.GpuDaemonConnection;
import io.roster.connector.port.DaemonEngine;
import io.roster.connector.ra.GpuDaemonResourceAdapter;
import io.roster.connector.ra.RunningDaemon;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.IllegalStateException;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * A physical connection as the server pools it. Applications hold handles to it; cleaning up takes
 * the handles away and keeps the connection, destroying ends it.
 */
final class GpuDaemonManagedConnection implements ManagedConnection {

  private final RunningDaemon daemon;
  private final @Nullable ConnectionRequestInfo requestInfo;
  private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
  private final Set<DaemonConnection> handles = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean lost = new AtomicBoolean();
  private volatile boolean destroyed;
  private volatile @Nullable PrintWriter logWriter;

  GpuDaemonManagedConnection(RunningDaemon daemon, @Nullable ConnectionRequestInfo requestInfo) {
    this.daemon = daemon;
    this.requestInfo = requestInfo;
  }

  /** Whether it leads to the daemon of that adapter, and was made for such a request. */
  boolean serves(GpuDaemonResourceAdapter adapter, @Nullable ConnectionRequestInfo request) {
    return isUsable() && adapter.runs(daemon) && Objects.equals(requestInfo, request);
  }

  /** Whether calls on it can succeed. */
  boolean isUsable() {
    return !destroyed && !lost.get() && daemon.isRunning();
  }

  @Override
  public Object getConnection(
      @Nullable Subject subject, @Nullable ConnectionRequestInfo connectionRequest)
      throws ResourceException {
    checkUsable();
    DaemonConnection handle = new DaemonConnection(this);
    handles.add(handle);
    return handle;
  }

  @Override
  public void associateConnection(Object connection) throws ResourceException {
    checkUsable();
    if (!(connection instanceof DaemonConnection handle)) {
      throw new IllegalStateException("This is not a handle of the GPU daemon: " + connection);
    }
    handle.moveTo(this).handles.remove(handle);
    handles.add(handle);
  }

  @Override
  public void cleanup() throws ResourceException {
    checkUsable();
    invalidateHandles();
  }

  @Override
  public void destroy() {
    destroyed = true;
    invalidateHandles();
    listeners.clear();
  }

  @Override
  public void addConnectionEventListener(ConnectionEventListener listener) {
    listeners.add(listener);
  }

  @Override
  public void removeConnectionEventListener(ConnectionEventListener listener) {
    listeners.remove(listener);
  }

  @Override
  public XAResource getXAResource() throws ResourceException {
    throw new NotSupportedException("The GPU daemon takes no part in transactions");
  }

  @Override
  public LocalTransaction getLocalTransaction() throws ResourceException {
    throw new NotSupportedException("The GPU daemon takes no part in transactions");
  }

  @Override
  public ManagedConnectionMetaData getMetaData() throws ResourceException {
    checkUsable();
    return DaemonMetaData.INSTANCE;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    logWriter = out;
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return logWriter;
  }

  DaemonEngine engine() throws ConnectionClosedException {
    if (destroyed) {
      throw new ConnectionClosedException();
    }
    return daemon.engine();
  }

  /** The application closed a handle. */
  void handleClosed(DaemonConnection handle) {
    if (handles.remove(handle)) {
      ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_CLOSED);
      event.setConnectionHandle(handle);
      listeners.forEach(listener -> listener.connectionClosed(event));
    }
  }

  /** The daemon behind this connection is gone; the server is told once to throw it away. */
  void connectionLost(GpuDaemonConnection handle, Exception cause) {
    if (!lost.compareAndSet(false, true)) {
      return;
    }
    ConnectionEvent event =
        new ConnectionEvent(this, ConnectionEvent.CONNECTION_ERROR_OCCURRED, cause);
    event.setConnectionHandle(handle);
    listeners.forEach(listener -> listener.connectionErrorOccurred(event));
  }

  private void invalidateHandles() {
    handles.forEach(DaemonConnection::invalidate);
    handles.clear();
  }

  private void checkUsable() throws IllegalStateException {
    if (destroyed) {
      throw new IllegalStateException("This connection to the GPU daemon was destroyed");
    }
  }
}
