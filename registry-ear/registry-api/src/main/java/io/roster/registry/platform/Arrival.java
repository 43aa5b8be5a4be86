/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

/** The end of a coordinator's start. */
public interface Arrival {

  /**
   * Everything is deployed. Makes the coordinator ready for its first callers, then asks them to
   * come; does not wait for that.
   */
  void everythingIsDeployed();
}
