/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import jakarta.resource.ResourceException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells when the GPU daemon falls silent and when it answers again, not how often it is asked. */
final class DaemonHealth {

  private static final Logger LOG = LoggerFactory.getLogger(DaemonHealth.class);

  private final AtomicBoolean answering = new AtomicBoolean(true);

  void answers() {
    if (answering.compareAndSet(false, true)) {
      LOG.info("daemon_answers");
    }
  }

  void silent(ResourceException reason) {
    if (answering.compareAndSet(true, false)) {
      LOG.warn("daemon_silent code=ROS-2207 reason=\"{}\"", reason.getMessage());
    }
  }
}
