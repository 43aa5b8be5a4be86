/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.model;

import io.roster.registry.replica.ReplicaPage;
import io.roster.registry.replica.ReplicaQuery;

/** Lists replicas as they are committed; {@code DatabaseAway} when the database does not answer. */
public interface ReplicaPages {

  ReplicaPage list(ReplicaQuery query);
}
