/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.app;

import io.roster.registry.cluster.model.LivenessPolicy;
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
  CoordinatorIdentity coordinator(Settings settings) {
    return new CoordinatorIdentity(
        settings.find(RegistrySettings.COORDINATOR_NAME).orElseGet(Produced::hostName));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "coordinator";
    }
  }
}
