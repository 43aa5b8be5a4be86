/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

/** By what transports can be sorted. */
public enum TransportSort {
  CREATED
}
