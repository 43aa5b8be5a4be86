/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra.inbound;

import io.roster.connector.GpuDaemonEvent;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How an endpoint wants the daemon's events. */
public class GpuDaemonActivationSpec implements ActivationSpec, Serializable {

  private static final long serialVersionUID = 1L;
  private static final int MOST = 65_536;
  private static final String ALL = "ALL";

  private transient @Nullable ResourceAdapter resourceAdapter;
  private Integer queueCapacity = 1024;
  private String events = ALL;

  /** Which events it wants, by their kinds, separated by commas; {@code ALL} for every one. */
  public String getEvents() {
    return events;
  }

  public void setEvents(String events) {
    this.events = events;
  }

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

  /**
   * The kinds of the events that it wants.
   *
   * @throws InvalidPropertyException if one of them is none
   */
  public Set<GpuDaemonEvent.Kind> kinds() throws InvalidPropertyException {
    if (events.strip().equalsIgnoreCase(ALL)) {
      return EnumSet.allOf(GpuDaemonEvent.Kind.class);
    }
    Set<GpuDaemonEvent.Kind> kinds = EnumSet.noneOf(GpuDaemonEvent.Kind.class);
    for (String word : events.split(",", -1)) {
      kinds.add(kind(word.strip()));
    }
    return kinds;
  }

  private static GpuDaemonEvent.Kind kind(String word) throws InvalidPropertyException {
    for (GpuDaemonEvent.Kind kind : GpuDaemonEvent.Kind.values()) {
      if (kind.name().equalsIgnoreCase(word)) {
        return kind;
      }
    }
    throw new InvalidPropertyException(
        "events names \""
            + word
            + "\"; expected ALL or some of "
            + Arrays.toString(GpuDaemonEvent.Kind.values())
            + ", separated by commas");
  }

  @Override
  public void validate() throws InvalidPropertyException {
    if (queueCapacity < 1 || queueCapacity > MOST) {
      throw new InvalidPropertyException(
          "queueCapacity must lie in 1.." + MOST + ", it was " + queueCapacity);
    }
    kinds();
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
