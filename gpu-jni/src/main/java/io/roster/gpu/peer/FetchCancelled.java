/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import io.roster.gpu.ArtifactId;
import io.roster.gpu.GpuException;

/** A fetch was cancelled before it was complete; nothing of it was kept. */
public final class FetchCancelled extends GpuException {

  private static final long serialVersionUID = 1L;

  FetchCancelled(ArtifactId id) {
    super("The fetch of artifact " + id + " was cancelled.", "Fetch it again if it is wanted.");
  }
}
