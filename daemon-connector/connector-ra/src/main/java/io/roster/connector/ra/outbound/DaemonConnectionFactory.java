/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra.outbound;

import io.roster.connector.GpuDaemonConnection;
import io.roster.connector.GpuDaemonConnectionFactory;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import javax.naming.Reference;
import org.jspecify.annotations.Nullable;

/** The factory that applications look up: it asks the server's connection manager. */
final class DaemonConnectionFactory implements GpuDaemonConnectionFactory {

  private static final long serialVersionUID = 1L;

  private final GpuDaemonManagedConnectionFactory connections;
  private final ConnectionManager connectionManager;
  private @Nullable Reference reference;

  DaemonConnectionFactory(
      GpuDaemonManagedConnectionFactory connections, ConnectionManager connectionManager) {
    this.connections = connections;
    this.connectionManager = connectionManager;
  }

  @Override
  public GpuDaemonConnection getConnection() throws ResourceException {
    return (GpuDaemonConnection) connectionManager.allocateConnection(connections, null);
  }

  @Override
  public void setReference(Reference reference) {
    this.reference = reference;
  }

  @Override
  public @Nullable Reference getReference() {
    return reference;
  }
}
