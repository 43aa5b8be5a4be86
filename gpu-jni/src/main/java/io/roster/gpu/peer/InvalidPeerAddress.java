/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import io.roster.gpu.GpuException;

/** What was given as the address of a peer cannot be one. */
public final class InvalidPeerAddress extends GpuException {

  private static final long serialVersionUID = 1L;

  InvalidPeerAddress(String text, String reason) {
    super(
        "\"" + text + "\" is not the address of a peer: " + reason + ".",
        "Give host:port, with the port on which that node serves its peers.");
  }
}
