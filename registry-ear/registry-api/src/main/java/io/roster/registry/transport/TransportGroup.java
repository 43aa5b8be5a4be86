/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport;

/**
 * Which part of which whole a transport serves.
 *
 * @param epoch unsigned; with kind and id it names the group
 * @param totalParts unsigned 32 bit, at least one
 * @param priority unsigned 32 bit, the greater the sooner
 */
public record TransportGroup(
    String kind, String id, long epoch, long totalParts, String partId, long priority) {

  /** Parts of such a group are different artifacts. */
  private static final String OF_ARTIFACTS = "tp_version";

  /** Whether all parts are of one artifact and view. */
  public boolean hasOneArtifact() {
    return !kind.equals(OF_ARTIFACTS);
  }
}
