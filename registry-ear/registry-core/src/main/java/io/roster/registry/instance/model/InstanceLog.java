/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance.model;

import java.util.Map;

/** Where instances' signs of life are written, on a way of its own. */
public interface InstanceLog {

  /**
   * Writes many beats at once; time goes forward only.
   *
   * @return how many were written; the others belong to instances that are gone
   * @throws io.roster.registry.platform.DatabaseAway when nothing was written
   */
  int write(Map<String, InstanceBeat> beats);
}
