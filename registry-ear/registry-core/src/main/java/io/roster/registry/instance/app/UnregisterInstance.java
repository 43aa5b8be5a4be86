/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance.app;

import io.roster.registry.instance.InstanceView;
import io.roster.registry.instance.model.EngineInstance;
import io.roster.registry.instance.model.InstanceRepository;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.util.Optional;

/** Lets an instance go. */
@ApplicationScoped
public class UnregisterInstance {

  private InstanceRepository instances;
  private Journal journal;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public UnregisterInstance() {}

  @Inject
  public UnregisterInstance(InstanceRepository instances, Journal journal) {
    this.instances = instances;
    this.journal = journal;
  }

  /** Runs inside one transaction; returns whether it was registered. */
  boolean run(String instanceId) {
    Optional<EngineInstance> known = instances.lock(instanceId);
    known.ifPresent(this::leave);
    return known.isPresent();
  }

  private void leave(EngineInstance instance) {
    InstanceView view = instance.view();
    journal.append(
        Actor.daemon(view.daemonId()),
        "instance.unregistered",
        view.instanceId(),
        InstanceJson.of(view),
        JsonValue.NULL);
    instances.remove(instance);
  }
}
