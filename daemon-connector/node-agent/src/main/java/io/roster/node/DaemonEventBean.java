/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import io.roster.connector.GpuDaemonEvent;
import io.roster.connector.GpuDaemonEvent.MemoryPressure;
import io.roster.connector.GpuDaemonEvent.ReplicaEvicted;
import io.roster.connector.GpuDaemonEvent.ReplicaFailed;
import io.roster.connector.GpuDaemonListener;
import jakarta.ejb.EJB;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears of the daemon's events: counts them, and logs those that a person may want to know of. */
@MessageDriven(messageListenerInterface = GpuDaemonListener.class)
public class DaemonEventBean implements GpuDaemonListener {

  private static final Logger LOG = LoggerFactory.getLogger(DaemonEventBean.class);

  @EJB private DaemonEventCounters counters;

  @Override
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public void onEvent(GpuDaemonEvent event) {
    counters.count(event);
    if (event instanceof MemoryPressure pressure) {
      LOG.info(
          "memory_pressure memory={} level={} used_bytes={} capacity_bytes={}",
          pressure.memory(),
          pressure.level(),
          pressure.usedBytes(),
          pressure.capacityBytes());
    } else if (event instanceof ReplicaEvicted gone) {
      LOG.info(
          "replica_evicted artifact={} memory={} bytes={}",
          gone.replica().artifactId(),
          gone.replica().memory(),
          gone.replica().sizeBytes());
    } else if (event instanceof ReplicaFailed failed) {
      LOG.warn(
          "replica_failed code=ROS-2203 artifact={} failure={}",
          failed.artifactId(),
          failed.failure());
    } else {
      LOG.debug("daemon_event {}", event);
    }
  }
}
