/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.admin.model;

/**
 * The id of the cluster: chosen by the first coordinator that meets an empty database, the same
 * ever after.
 */
public interface ClusterIdentity {

  /** Chooses or reads it. */
  void establish();

  /** The id; empty until it is established. */
  String clusterId();
}
