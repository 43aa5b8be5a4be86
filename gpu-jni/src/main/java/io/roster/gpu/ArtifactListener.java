/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/**
 * Hears of the events of one {@link ArtifactStore}, in their order.
 *
 * <p>It is called while the store is locked: it returns at once and does not call back.
 */
@FunctionalInterface
public interface ArtifactListener {

  void onEvent(ArtifactEvent event);
}
