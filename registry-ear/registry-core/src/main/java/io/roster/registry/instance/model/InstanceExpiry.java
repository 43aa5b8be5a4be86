/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance.model;

import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.instance.InstanceView;
import java.util.List;

/** Removes instances that were silent for too long. */
public interface InstanceExpiry {

  /** Removes at most so many, in the caller's transaction; returns what they were. */
  List<InstanceView> expire(LivenessPolicy policy, int most);
}
