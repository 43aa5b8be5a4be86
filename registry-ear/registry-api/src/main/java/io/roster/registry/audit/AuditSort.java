/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.audit;

/** By what audit records can be sorted. */
public enum AuditSort {
  TIME
}
