/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra.outbound;

import jakarta.resource.spi.ManagedConnectionMetaData;
import java.util.Optional;

/** What a server may show of a connection. */
enum DaemonMetaData implements ManagedConnectionMetaData {
  INSTANCE;

  @Override
  public String getEISProductName() {
    return "Roster GPU daemon";
  }

  @Override
  public String getEISProductVersion() {
    return Optional.ofNullable(DaemonMetaData.class.getPackage().getImplementationVersion())
        .orElse("unknown");
  }

  /** No limit of the daemon's own. */
  @Override
  public int getMaxConnections() {
    return 0;
  }

  /** Connections within one process bear no user. */
  @Override
  public String getUserName() {
    return "";
  }
}
