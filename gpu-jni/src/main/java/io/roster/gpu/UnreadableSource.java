/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.io.IOException;

/** The stream with an artifact's bytes failed while it was read. */
public final class UnreadableSource extends GpuException {

  private static final long serialVersionUID = 1L;

  public UnreadableSource(String artifact, IOException cause) {
    super(
        "The bytes of artifact " + artifact + " could not be read: " + cause.getMessage() + ".",
        "Look at the source and put it again.",
        cause);
  }
}
