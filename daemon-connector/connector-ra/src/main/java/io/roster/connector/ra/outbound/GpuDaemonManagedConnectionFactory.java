/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra.outbound;

import io.roster.connector.DaemonUnavailableException;
import io.roster.connector.ra.GpuDaemonResourceAdapter;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.IllegalStateException;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import jakarta.resource.spi.ValidatingManagedConnectionFactory;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/** Makes the physical connections that the server pools. It has no configuration of its own. */
public class GpuDaemonManagedConnectionFactory
    implements ManagedConnectionFactory,
        ResourceAdapterAssociation,
        ValidatingManagedConnectionFactory {

  private static final long serialVersionUID = 1L;

  private transient volatile @Nullable GpuDaemonResourceAdapter resourceAdapter;
  private transient volatile @Nullable PrintWriter logWriter;

  @Override
  public Object createConnectionFactory(ConnectionManager connectionManager) {
    return new DaemonConnectionFactory(this, connectionManager);
  }

  @Override
  public Object createConnectionFactory() {
    return createConnectionFactory(new UnpooledConnections());
  }

  @Override
  public ManagedConnection createManagedConnection(
      @Nullable Subject subject, @Nullable ConnectionRequestInfo requestInfo)
      throws ResourceException {
    GpuDaemonResourceAdapter adapter = resourceAdapter;
    if (adapter == null) {
      throw new DaemonUnavailableException();
    }
    return new GpuDaemonManagedConnection(adapter.daemon(), requestInfo);
  }

  /** The first that leads to the daemon that runs now and was made for such a request; or null. */
  @Override
  public @Nullable ManagedConnection matchManagedConnections(
      @SuppressWarnings("rawtypes") Set candidates,
      @Nullable Subject subject,
      @Nullable ConnectionRequestInfo requestInfo) {
    GpuDaemonResourceAdapter adapter = resourceAdapter;
    for (Object candidate : candidates) {
      if (adapter != null
          && candidate instanceof GpuDaemonManagedConnection connection
          && connection.serves(adapter, requestInfo)) {
        return connection;
      }
    }
    return null;
  }

  /** Those that a server need not keep: their daemon has gone. */
  @Override
  public Set<Object> getInvalidConnections(@SuppressWarnings("rawtypes") Set candidates) {
    Set<Object> invalid = new HashSet<>();
    for (Object candidate : candidates) {
      if (candidate instanceof GpuDaemonManagedConnection connection && !connection.isUsable()) {
        invalid.add(connection);
      }
    }
    return invalid;
  }

  @Override
  public void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
    if (!(adapter instanceof GpuDaemonResourceAdapter daemonAdapter)) {
      throw new IllegalStateException(
          "This factory belongs to a GpuDaemonResourceAdapter, not to " + adapter);
    }
    GpuDaemonResourceAdapter present = resourceAdapter;
    if (present != null && !Objects.equals(present, daemonAdapter)) {
      throw new IllegalStateException("This factory belongs to a resource adapter already");
    }
    resourceAdapter = daemonAdapter;
  }

  @Override
  public @Nullable ResourceAdapter getResourceAdapter() {
    return resourceAdapter;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    logWriter = out;
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return logWriter;
  }

  // Without configuration one factory is as good as another; the adapter is set late and must not
  // count, or the hash would change.
  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof GpuDaemonManagedConnectionFactory;
  }

  @Override
  public final int hashCode() {
    return GpuDaemonManagedConnectionFactory.class.hashCode();
  }
}
