/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import io.roster.registry.transport.TransportGroup;

/** The name of a group of transports. */
public record GroupKey(String kind, String id, long epoch) {

  public static GroupKey of(TransportGroup group) {
    return new GroupKey(group.kind(), group.id(), group.epoch());
  }
}
