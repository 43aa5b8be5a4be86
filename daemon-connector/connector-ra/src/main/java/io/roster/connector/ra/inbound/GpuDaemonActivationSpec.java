/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra.inbound;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** How an endpoint wants the daemon's events. */
public class GpuDaemonActivationSpec implements ActivationSpec, Serializable {

  private static final long serialVersionUID = 1L;
  private static final int MOST = 65_536;

  private transient @Nullable ResourceAdapter resourceAdapter;
  private Integer queueCapacity = 1024;

  /** How many events wait for the endpoint at most; the oldest gives way. */
  public Integer getQueueCapacity() {
    return queueCapacity;
  }

  public void setQueueCapacity(Integer queueCapacity) {
    this.queueCapacity = queueCapacity;
  }

  public int queueCapacity() {
    return queueCapacity;
  }

  @Override
  public void validate() throws InvalidPropertyException {
    if (queueCapacity < 1 || queueCapacity > MOST) {
      throw new InvalidPropertyException(
          "queueCapacity must lie in 1.." + MOST + ", it was " + queueCapacity);
    }
  }

  @Override
  public @Nullable ResourceAdapter getResourceAdapter() {
    return resourceAdapter;
  }

  @Override
  public void setResourceAdapter(ResourceAdapter adapter) {
    resourceAdapter = adapter;
  }
}
