/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import io.roster.gpu.GpuException;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The port for peers cannot be opened. */
public final class PeerPortUnavailable extends GpuException {

  private static final long serialVersionUID = 1L;

  PeerPortUnavailable(InetSocketAddress address, IOException cause) {
    super(
        "The peer port "
            + address.getHostString()
            + ":"
            + address.getPort()
            + " cannot be opened: "
            + cause.getMessage()
            + ".",
        "Choose an address of this host and a port that nothing else uses.",
        cause);
  }
}
