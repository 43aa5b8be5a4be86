/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance.app;

import io.roster.registry.instance.InstanceRegistration;
import io.roster.registry.instance.InstanceView;
import io.roster.registry.instance.model.EngineInstance;
import io.roster.registry.instance.model.InstanceRepository;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.Names;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Optional;

/** Gives an engine process its place, beside the worker of its daemon. */
@ApplicationScoped
public class RegisterInstance {

  private static final int MOST_LABELS = 256;

  private InstanceRepository instances;
  private Journal journal;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public RegisterInstance() {}

  @Inject
  public RegisterInstance(InstanceRepository instances, Journal journal) {
    this.instances = instances;
    this.journal = journal;
  }

  static void validate(InstanceRegistration registration) {
    Names.require("instance_id", registration.instanceId());
    Names.require("daemon_id", registration.daemonId());
    Names.require("engine", registration.engine());
    Names.requireSound("worker_id", registration.workerId().orElse(""));
    Names.requireSound("signals_endpoint", registration.signalsEndpoint());
    Names.requireSound("execution_endpoint", registration.executionEndpoint());
    Names.requireSound("execution_host_kind", registration.executionHostKind());
    if (registration.labels().size() > MOST_LABELS) {
      throw new InvalidRequest("labels", "are more than " + MOST_LABELS);
    }
    registration
        .labels()
        .forEach(
            (name, value) -> {
              Names.requireSound("labels", name);
              Names.requireSound("labels", value);
            });
  }

  /** Runs inside one transaction. */
  InstanceView run(InstanceRegistration registration) {
    Optional<EngineInstance> known = instances.lock(registration.instanceId());
    JsonValue before =
        known.<JsonValue>map(was -> InstanceJson.of(was.view())).orElse(JsonValue.NULL);
    String worker =
        registration.workerId().or(() -> instances.workerOf(registration.daemonId())).orElse("");
    Instant now = instances.now();
    known.ifPresent(instance -> instance.become(registration, worker, now));
    InstanceView after = known.orElseGet(() -> arrive(registration, worker, now)).view();
    journal.append(
        Actor.daemon(registration.daemonId()),
        "instance.registered",
        registration.instanceId(),
        before,
        InstanceJson.of(after));
    return after;
  }

  private EngineInstance arrive(InstanceRegistration registration, String worker, Instant now) {
    EngineInstance instance = new EngineInstance(registration, worker, now);
    instances.add(instance);
    return instance;
  }
}
