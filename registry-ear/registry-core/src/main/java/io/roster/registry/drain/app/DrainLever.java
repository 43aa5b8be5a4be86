/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.drain.app;

import java.lang.management.ManagementFactory;
import java.util.Objects;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the launcher, which knows no class of the application, drain it while everything still runs:
 * once the server stops, it takes the health address away first.
 */
public final class DrainLever implements DrainLeverMBean {

  private static final Logger LOG = LoggerFactory.getLogger(DrainLever.class);

  private @Nullable ObjectName name;
  private @Nullable Runnable leaving;

  synchronized void set(String coordinator, Runnable leave) {
    leaving = leave;
    try {
      ObjectName own =
          new ObjectName("io.roster:type=CoordinatorDrain,name=" + ObjectName.quote(coordinator));
      ManagementFactory.getPlatformMBeanServer().registerMBean(this, own);
      name = own;
    } catch (InstanceAlreadyExistsException another) {
      LOG.info("drain_lever_taken coordinator={}", coordinator);
    } catch (JMException unregistered) {
      // It is drained all the same when the server stops it.
      LOG.info("drain_lever_missing cause=\"{}\"", unregistered.getMessage());
    }
  }

  synchronized void remove() {
    ObjectName own = name;
    name = null;
    if (own != null) {
      try {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(own);
      } catch (JMException gone) {
        LOG.debug("drain_lever_gone", gone);
      }
    }
  }

  @Override
  public void leave() {
    Runnable leave;
    synchronized (this) {
      leave = leaving;
    }
    Objects.requireNonNull(leave, "set before it is registered").run();
  }
}
