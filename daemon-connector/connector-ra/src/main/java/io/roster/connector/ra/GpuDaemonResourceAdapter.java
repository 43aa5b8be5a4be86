/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra;

import io.roster.connector.DaemonUnavailableException;
import io.roster.connector.GpuDaemonEvent;
import io.roster.connector.GpuDaemonException;
import io.roster.connector.ra.inbound.EventDelivery;
import io.roster.connector.ra.inbound.GpuDaemonActivationSpec;
import io.roster.connector.ra.work.WorkThreads;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the GPU daemon between {@code start} and {@code stop}; both may be repeated, and a start may
 * follow a stop.
 *
 * <p>Stopping ends the deliveries first and the daemon last, so that no endpoint is told of the
 * daemon's end.
 */
public class GpuDaemonResourceAdapter implements ResourceAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(GpuDaemonResourceAdapter.class);

  private final Map<MessageEndpointFactory, EventDelivery> deliveries = new ConcurrentHashMap<>();

  private volatile @Nullable RunningDaemon daemon;
  private @Nullable BootstrapContext context;

  private String memory = "1GiB";
  private String gpuMemory = "0";
  private String disk = "0";
  private String engine = "auto";
  private String eviction = "least-recently-used";
  private Double highWatermark = 0.90;
  private Double lowWatermark = 0.80;
  private String dataDir = "";
  private String daemonId = DaemonConfiguration.PERSISTED;
  private String p2pHost = DaemonConfiguration.NONE;
  private Integer p2pPort = 0;
  private Integer p2pConnections = 64;
  private String p2pBandwidth = "0";
  private String p2pTokenFile = DaemonConfiguration.NONE;

  /** How much of the host's RAM artifacts may take, such as {@code 4GiB}. */
  public String getMemory() {
    return memory;
  }

  public void setMemory(String memory) {
    this.memory = memory;
  }

  /** How much of each GPU artifacts may take; of a card never more than it has free. */
  public String getGpuMemory() {
    return gpuMemory;
  }

  public void setGpuMemory(String gpuMemory) {
    this.gpuMemory = gpuMemory;
  }

  /** How much disk artifacts may take, in the data directory. */
  public String getDisk() {
    return disk;
  }

  public void setDisk(String disk) {
    this.disk = disk;
  }

  /**
   * What the GPU memory is: {@code cuda}, {@code host}, or {@code auto} for the cards if there are
   * any.
   */
  public String getEngine() {
    return engine;
  }

  public void setEngine(String engine) {
    this.engine = engine;
  }

  /** What happens when a memory gets full: {@code least-recently-used} or {@code refuse}. */
  public String getEviction() {
    return eviction;
  }

  public void setEviction(String eviction) {
    this.eviction = eviction;
  }

  /** The share of a memory above which it counts as full and is made emptier. */
  public Double getHighWatermark() {
    return highWatermark;
  }

  public void setHighWatermark(Double highWatermark) {
    this.highWatermark = highWatermark;
  }

  /** The share down to which a memory is made emptier. */
  public Double getLowWatermark() {
    return lowWatermark;
  }

  public void setLowWatermark(Double lowWatermark) {
    this.lowWatermark = lowWatermark;
  }

  /** The directory that keeps the daemon's identity and its disk; one per daemon. */
  public String getDataDir() {
    return dataDir;
  }

  public void setDataDir(String dataDir) {
    this.dataDir = dataDir;
  }

  /** The daemon's identity; {@code persisted} uses that of the data directory. */
  public String getDaemonId() {
    return daemonId;
  }

  public void setDaemonId(String daemonId) {
    this.daemonId = daemonId;
  }

  /** The address at which artifacts are served to other nodes; {@code none} serves nobody. */
  public String getP2pHost() {
    return p2pHost;
  }

  public void setP2pHost(String p2pHost) {
    this.p2pHost = p2pHost;
  }

  /** The port for other nodes; 0 takes a free one. */
  public Integer getP2pPort() {
    return p2pPort;
  }

  public void setP2pPort(Integer p2pPort) {
    this.p2pPort = p2pPort;
  }

  /** How many connections of other nodes may be open at once. */
  public Integer getP2pConnections() {
    return p2pConnections;
  }

  public void setP2pConnections(Integer p2pConnections) {
    this.p2pConnections = p2pConnections;
  }

  /** How many bytes a second may go out to other nodes, all together; 0 sets no limit. */
  public String getP2pBandwidth() {
    return p2pBandwidth;
  }

  public void setP2pBandwidth(String p2pBandwidth) {
    this.p2pBandwidth = p2pBandwidth;
  }

  /**
   * A file whose first line is the secret that nodes show each other; {@code none} asks for none.
   */
  public String getP2pTokenFile() {
    return p2pTokenFile;
  }

  public void setP2pTokenFile(String p2pTokenFile) {
    this.p2pTokenFile = p2pTokenFile;
  }

  @Override
  public synchronized void start(BootstrapContext bootstrapContext)
      throws ResourceAdapterInternalException {
    if (daemon != null) {
      return;
    }
    try {
      daemon =
          RunningDaemon.start(
              DaemonConfiguration.of(this),
              new WorkThreads(bootstrapContext.getWorkManager()),
              Clock.systemUTC(),
              this::publish);
      context = bootstrapContext;
    } catch (IOException | IllegalArgumentException | GpuDaemonException e) {
      throw new ResourceAdapterInternalException(
          "The GPU daemon cannot start. " + e.getMessage(), e);
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

  /** Whether that is the daemon that runs now. */
  public boolean runs(RunningDaemon other) {
    return daemon == other;
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
    EventDelivery delivery =
        new EventDelivery(endpointFactory, activation.kinds(), activation.queueCapacity());
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

  private List<Object> configuration() {
    return List.of(
        memory,
        gpuMemory,
        disk,
        engine,
        eviction,
        highWatermark,
        lowWatermark,
        dataDir,
        daemonId,
        p2pHost,
        p2pPort,
        p2pConnections,
        p2pBandwidth,
        p2pTokenFile);
  }
}
