/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.io.IOException;

/** The node's data directory could not be read or written. */
public final class DiskFailure extends GpuException {

  private static final long serialVersionUID = 1L;

  public DiskFailure(String doing, IOException cause) {
    super(
        "The disk failed while " + doing + ": " + cause + ".",
        "Look at the disk and the permissions of the node's data directory.",
        cause);
  }
}
