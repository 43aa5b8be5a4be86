/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.sample;

import io.roster.connector.GpuDaemonEvent;
import io.roster.connector.GpuDaemonEvent.ReplicaEvicted;
import io.roster.connector.GpuDaemonEvent.ReplicaLoaded;
import io.roster.connector.GpuDaemonEvent.ReplicaUnloaded;
import io.roster.connector.GpuDaemonListener;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;

/** Hears of what comes and goes in the GPU daemon. */
@MessageDriven(
    messageListenerInterface = GpuDaemonListener.class,
    activationConfig = {
      @ActivationConfigProperty(propertyName = "events", propertyValue = "LOADED,EVICTED,UNLOADED"),
      @ActivationConfigProperty(propertyName = "queueCapacity", propertyValue = "256")
    })
public class EventBean implements GpuDaemonListener {

  @Inject private EventLog log;

  @Override
  public void onEvent(GpuDaemonEvent event) {
    log.add(event.kind() + " " + artifact(event));
  }

  private static String artifact(GpuDaemonEvent event) {
    if (event instanceof ReplicaLoaded loaded) {
      return loaded.replica().artifactId();
    } else if (event instanceof ReplicaEvicted evicted) {
      return evicted.replica().artifactId();
    } else if (event instanceof ReplicaUnloaded unloaded) {
      return unloaded.replica().artifactId();
    }
    return "";
  }
}
