/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.app;

import io.roster.registry.cluster.model.FlapPolicy;
import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.drain.model.DrainPolicy;
import io.roster.registry.key.model.RememberPolicy;
import io.roster.registry.leadership.model.LeasePolicy;
import io.roster.registry.platform.CoordinatorIdentity;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Values that follow from the settings. */
@ApplicationScoped
public class Produced {

  @Produces
  LivenessPolicy livenessPolicy(Settings settings) {
    return LivenessPolicy.from(settings);
  }

  @Produces
  FlapPolicy flapPolicy(Settings settings) {
    return new FlapPolicy(
        settings.get(RegistrySettings.FLAP_LIMIT),
        settings.get(RegistrySettings.FLAP_WINDOW),
        settings.get(RegistrySettings.QUARANTINE));
  }

  @Produces
  RememberPolicy rememberPolicy(Settings settings) {
    return new RememberPolicy(settings.get(RegistrySettings.ALIAS_CACHE_TTL));
  }

  @Produces
  LeasePolicy leasePolicy(Settings settings) {
    return new LeasePolicy(settings.get(RegistrySettings.LEADER_LEASE));
  }

  @Produces
  DrainPolicy drainPolicy(Settings settings) {
    return new DrainPolicy(
        settings.get(RegistrySettings.DRAIN_SETTLE), settings.get(RegistrySettings.DRAIN_DEADLINE));
  }

  @Produces
  CoordinatorIdentity coordinator(Settings settings) {
    return new CoordinatorIdentity(
        settings.find(RegistrySettings.COORDINATOR_NAME).orElseGet(() -> ownName(settings)));
  }

  /** Coordinators of one host differ by their port or, where the system chooses it, by process. */
  private static String ownName(Settings settings) {
    int port = settings.get(RegistrySettings.GRPC_PORT);
    return hostName() + (port == 0 ? "/" + ProcessHandle.current().pid() : ":" + port);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "coordinator";
    }
  }
}
