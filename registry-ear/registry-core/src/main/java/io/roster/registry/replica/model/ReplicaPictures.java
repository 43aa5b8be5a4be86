/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.model;

import io.roster.registry.replica.ReplicaLoad;
import io.roster.registry.replica.ReplicaView;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Reads replicas as they are committed; {@code DatabaseAway} when the database does not answer. */
public interface ReplicaPictures {

  /** Every replica, one after the other, since there may be millions. */
  void each(Consumer<ReplicaView> reader);

  /** The load of each replica that ever served. */
  void eachLoad(BiConsumer<UUID, ReplicaLoad> reader);
}
