/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

/** By what replicas can be sorted. */
public enum ReplicaSort {
  /** By artifact, view and place. */
  ARTIFACT,
  WORKER,
  /** Only of one artifact or one worker. */
  SIZE,
  /** Only of one artifact or one worker. */
  UPDATED
}
