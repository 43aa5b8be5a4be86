/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import java.io.Serializable;

/** Gives connections to the GPU daemon of this host. Safe for many threads. */
public interface GpuDaemonConnectionFactory extends Serializable, Referenceable {

  /**
   * Takes a connection, from the server's pool where there is one; the caller closes it.
   *
   * @throws DaemonUnavailableException if the daemon is not running; trying again later may help
   */
  GpuDaemonConnection getConnection() throws ResourceException;
}
