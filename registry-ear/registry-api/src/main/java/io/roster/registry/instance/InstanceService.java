/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance;

import java.time.Duration;
import java.util.List;

/** The door to everything about instances. Safe for use by many threads. */
public interface InstanceService {

  /**
   * Registers an instance, or replaces what it said before; the answer comes after the change is
   * durable.
   *
   * @return how often it is asked to beat
   * @throws io.roster.registry.platform.InvalidRequest when something is missing or no name
   */
  Duration register(InstanceRegistration registration);

  /** The way of heartbeats, past everything else; to be asked for once and kept. */
  InstanceHeartbeats heartbeats();

  /** Lets an instance go; returns whether it was registered. */
  boolean unregister(String instanceId);

  /** The registered instances, the one heard last first. */
  List<InstanceView> list(InstanceQuery query);
}
