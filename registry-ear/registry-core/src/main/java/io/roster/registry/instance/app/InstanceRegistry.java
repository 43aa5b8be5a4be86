/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance.app;

import io.roster.registry.cluster.ConnectionState;
import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.instance.InstanceHeartbeats;
import io.roster.registry.instance.InstanceQuery;
import io.roster.registry.instance.InstanceRegistration;
import io.roster.registry.instance.InstanceService;
import io.roster.registry.instance.InstanceView;
import io.roster.registry.instance.model.InstancePictures;
import io.roster.registry.journal.model.Changes;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.Names;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door to everything about instances. */
@Singleton
@Local(InstanceService.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class InstanceRegistry implements InstanceService {

  private static final Logger LOG = LoggerFactory.getLogger(InstanceRegistry.class);

  private RegisterInstance registering;
  private UnregisterInstance unregistering;
  private InstanceIntake heartbeats;
  private InstanceDirectory directory;
  private InstancePictures pictures;
  private LivenessPolicy policy;
  private Changes changes;

  /** For the container. */
  @SuppressWarnings("NullAway.Init")
  public InstanceRegistry() {}

  @Inject
  public InstanceRegistry(
      RegisterInstance registering,
      UnregisterInstance unregistering,
      InstanceIntake heartbeats,
      InstanceDirectory directory,
      InstancePictures pictures,
      LivenessPolicy policy,
      Changes changes) {
    this.registering = registering;
    this.unregistering = unregistering;
    this.heartbeats = heartbeats;
    this.directory = directory;
    this.pictures = pictures;
    this.policy = policy;
    this.changes = changes;
  }

  @Override
  public Duration register(InstanceRegistration registration) {
    RegisterInstance.validate(registration);
    InstanceView instance =
        changes.change(
            lane(registration.instanceId()),
            "RegisterInstance",
            () -> registering.run(registration));
    LOG.info(
        "instance_registered instance={} daemon={} worker={} engine={}",
        instance.instanceId(),
        instance.daemonId(),
        instance.workerId(),
        instance.engine());
    return policy.interval();
  }

  @Override
  public InstanceHeartbeats heartbeats() {
    return heartbeats;
  }

  @Override
  public boolean unregister(String instanceId) {
    boolean left =
        Names.isPlausible(instanceId)
            && changes.change(
                lane(instanceId), "UnregisterInstance", () -> unregistering.run(instanceId));
    if (left) {
      heartbeats.forget(instanceId);
      LOG.info("instance_unregistered instance={}", instanceId);
    }
    return left;
  }

  private static String lane(String instanceId) {
    return "instance:" + instanceId;
  }

  @Override
  public List<InstanceView> list(InstanceQuery query) {
    try {
      heartbeats.flush();
      return pictures.list(query, policy);
    } catch (DatabaseAway away) {
      LOG.debug("list_from_memory", away);
      return listFromMemory(query);
    }
  }

  private List<InstanceView> listFromMemory(InstanceQuery query) {
    long required = query.requiredCapabilities();
    return directory.all(policy).stream()
        .filter(
            instance ->
                query.scope() == InstanceQuery.Scope.ALL_REGISTERED
                    || instance.state() == ConnectionState.CONNECTED)
        .filter(instance -> (instance.capabilityFlags() & required) == required)
        .sorted(Comparator.comparing(InstanceView::lastHeartbeat).reversed())
        .toList();
  }
}
