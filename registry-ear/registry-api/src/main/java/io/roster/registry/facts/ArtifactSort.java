/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

/** By what artifacts can be sorted. */
public enum ArtifactSort {
  ARTIFACT,
  CREATED
}
