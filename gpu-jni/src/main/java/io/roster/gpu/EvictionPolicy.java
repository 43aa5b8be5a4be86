/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** What a store does with an artifact that does not fit. */
public enum EvictionPolicy {
  /** It is refused; nothing that was loaded goes unasked. */
  REFUSE,
  /** Those not read for the longest time make room; one that is being read stays. */
  LEAST_RECENTLY_USED
}
