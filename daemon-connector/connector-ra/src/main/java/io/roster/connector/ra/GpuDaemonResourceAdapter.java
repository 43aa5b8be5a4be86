/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra;

import io.roster.connector.DaemonUnavailableException;
import io.roster.connector.GpuDaemonEvent;
import io.roster.connector.ra.inbound.EventDelivery;
import io.roster.connector.ra.inbound.GpuDaemonActivationSpec;
import io.roster.gpu.EvictionPolicy;
import io.roster.settings.SettingType;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the GPU daemon between {@code start} and {@code stop}; both may be repeated.
 *
 * <p>Stopping ends the deliveries first and the engine last, so that no endpoint is told of the
 * engine's end.
 */
public class GpuDaemonResourceAdapter implements ResourceAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(GpuDaemonResourceAdapter.class);

  /** The value of daemonId that stands for the id in the data directory. */
  private static final String PERSISTED = "persisted";

  private final Map<MessageEndpointFactory, EventDelivery> deliveries = new ConcurrentHashMap<>();

  private volatile @Nullable RunningDaemon daemon;
  private @Nullable BootstrapContext context;

  private String memory = "1GiB";
  private String dataDir = "";
  private String daemonId = "";
  private String eviction = EvictionPolicy.REFUSE.name();

  /** How much memory artifacts may take, such as {@code 4GiB}. */
  public String getMemory() {
    return memory;
  }

  public void setMemory(String memory) {
    this.memory = memory;
  }

  /** The directory that keeps the daemon's identity; one per daemon. */
  public String getDataDir() {
    return dataDir;
  }

  public void setDataDir(String dataDir) {
    this.dataDir = dataDir;
  }

  /** The daemon's identity; blank or {@code persisted} uses that of the data directory. */
  public String getDaemonId() {
    return daemonId;
  }

  public void setDaemonId(String daemonId) {
    this.daemonId = daemonId;
  }

  /**
   * What happens to an artifact that does not fit: {@code REFUSE} or {@code LEAST_RECENTLY_USED}.
   */
  public String getEviction() {
    return eviction;
  }

  public void setEviction(String eviction) {
    this.eviction = eviction;
  }

  @Override
  public synchronized void start(BootstrapContext bootstrapContext)
      throws ResourceAdapterInternalException {
    if (daemon != null) {
      return;
    }
    try {
      RunningDaemon started =
          RunningDaemon.start(
              SettingType.PATH.parser().apply(required("dataDir", dataDir)),
              Optional.of(daemonId.strip()).filter(id -> !id.isEmpty() && !id.equals(PERSISTED)),
              positive(SettingType.BYTES_COUNT.parser().apply(required("memory", memory))),
              EvictionPolicy.valueOf(required("eviction", eviction)),
              this::publish);
      context = bootstrapContext;
      daemon = started;
      LOG.info(
          "daemon_started daemon={} memory_bytes={} data_dir={}",
          started.daemonId(),
          started.status().capacityBytes(),
          dataDir);
    } catch (IOException | IllegalArgumentException e) {
      throw new ResourceAdapterInternalException(
          "The GPU daemon cannot start with memory="
              + memory
              + ", dataDir="
              + dataDir
              + ", eviction="
              + eviction
              + ": "
              + e.getMessage(),
          e);
    }
  }

  @Override
  public synchronized void stop() {
    deliveries.keySet().forEach(this::endDelivery);
    RunningDaemon running = daemon;
    if (running != null) {
      daemon = null;
      context = null;
      running.close();
      LOG.info("daemon_stopped daemon={}", running.daemonId());
    }
  }

  /**
   * The daemon that runs now.
   *
   * @throws DaemonUnavailableException if this adapter is not started
   */
  public RunningDaemon daemon() throws DaemonUnavailableException {
    RunningDaemon running = daemon;
    if (running == null) {
      throw new DaemonUnavailableException();
    }
    return running;
  }

  @Override
  public synchronized void endpointActivation(
      MessageEndpointFactory endpointFactory, ActivationSpec spec) throws ResourceException {
    if (!(spec instanceof GpuDaemonActivationSpec activation)) {
      throw new NotSupportedException(
          "This adapter activates endpoints of GpuDaemonActivationSpec, not of " + spec);
    }
    BootstrapContext started = context;
    if (started == null) {
      throw new DaemonUnavailableException();
    }
    activation.validate();
    endDelivery(endpointFactory);
    EventDelivery delivery = new EventDelivery(endpointFactory, activation.queueCapacity());
    delivery.start(started.getWorkManager());
    deliveries.put(endpointFactory, delivery);
  }

  @Override
  public void endpointDeactivation(MessageEndpointFactory endpointFactory, ActivationSpec spec) {
    endDelivery(endpointFactory);
  }

  /** How many endpoints are being served. */
  int activeEndpoints() {
    return deliveries.size();
  }

  /** The daemon takes no part in transactions, hence has nothing to recover. */
  @Override
  public XAResource[] getXAResources(ActivationSpec[] specs) {
    return new XAResource[0];
  }

  private void publish(GpuDaemonEvent event) {
    deliveries.values().forEach(delivery -> delivery.offer(event));
  }

  private void endDelivery(MessageEndpointFactory endpointFactory) {
    Optional.ofNullable(deliveries.remove(endpointFactory)).ifPresent(EventDelivery::stop);
  }

  private static String required(String property, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("the property " + property + " is missing");
    }
    return value.strip();
  }

  private static long positive(long bytes) {
    if (bytes == 0) {
      throw new IllegalArgumentException("the property memory must be more than 0");
    }
    return bytes;
  }

  // By configuration, as the specification asks. The hash stays the same whatever is set later:
  // servers keep adapters in hash maps from before they are configured.
  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof GpuDaemonResourceAdapter that
        && configuration().equals(that.configuration());
  }

  @Override
  public final int hashCode() {
    return GpuDaemonResourceAdapter.class.hashCode();
  }

  private List<String> configuration() {
    return List.of(memory, dataDir, daemonId, eviction);
  }
}
