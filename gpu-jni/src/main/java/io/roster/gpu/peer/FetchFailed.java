/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import io.roster.gpu.ArtifactId;
import io.roster.gpu.GpuException;
import java.util.List;
import java.util.stream.Collectors;

/** No source gave the whole artifact; nothing of it was kept. */
public final class FetchFailed extends GpuException {

  private static final long serialVersionUID = 1L;

  private final List<PeerException> reasons;

  FetchFailed(ArtifactId id, List<PeerException> reasons) {
    super(
        "Artifact " + id + " could not be fetched. " + sentences(reasons),
        "Name a source that holds it and can be reached.");
    this.reasons = List.copyOf(reasons);
    reasons.forEach(this::addSuppressed);
  }

  /** Why each source was given up, in the order in which that happened. */
  public List<PeerException> reasons() {
    return reasons;
  }

  private static String sentences(List<PeerException> reasons) {
    return reasons.isEmpty()
        ? "No source was named."
        : reasons.stream().map(PeerException::getMessage).collect(Collectors.joining(" "));
  }
}
