/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance.model;

import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.instance.InstanceQuery;
import io.roster.registry.instance.InstanceView;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads instances as they are committed. Each method throws {@code DatabaseAway} when the database
 * does not answer.
 */
public interface InstancePictures {

  /** Every registered instance. */
  void each(Consumer<InstanceView> reader);

  /** The instances as they are listed, the one heard last first. */
  List<InstanceView> list(InstanceQuery query, LivenessPolicy policy);
}
