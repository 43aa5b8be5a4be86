/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

/** By what keys can be sorted. */
public enum KeySort {
  KEY,
  UPDATED
}
