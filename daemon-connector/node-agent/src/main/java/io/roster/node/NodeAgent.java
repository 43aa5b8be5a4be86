/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import io.roster.connector.ArtifactContent;
import io.roster.connector.DaemonStatus;
import io.roster.connector.GpuDaemonConnection;
import io.roster.connector.GpuDaemonConnectionFactory;
import io.roster.node.peer.ArtifactSource;
import io.roster.node.registry.LinkState;
import io.roster.node.registry.LinkStatus;
import io.roster.node.registry.LinkThread;
import io.roster.node.registry.NetworkThreads;
import io.roster.node.registry.NodeIdentity;
import io.roster.node.registry.NodeLoad;
import io.roster.node.registry.RegistryLink;
import io.roster.node.registry.RegistryLinks;
import io.roster.settings.NodeSettings;
import io.roster.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.resource.ConnectionFactoryDefinition;
import jakarta.resource.ResourceException;
import java.io.IOException;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the node: opens its ports, registers it, keeps it registered, and takes it back. The ports
 * are open before the registry hears of them, and until after it has heard the goodbye.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
@ConnectionFactoryDefinition(
    name = "java:app/roster/gpu-daemon",
    interfaceName = "io.roster.connector.GpuDaemonConnectionFactory",
    resourceAdapter = "#connector-rar",
    minPoolSize = 1,
    maxPoolSize = 32)
public class NodeAgent {

  private static final Logger LOG = LoggerFactory.getLogger(NodeAgent.class);

  @Resource(lookup = "java:app/roster/gpu-daemon")
  private GpuDaemonConnectionFactory daemon;

  @Resource private ManagedThreadFactory threads;

  @EJB private DaemonEventCounters counters;

  private @Nullable NetworkThreads network;
  private @Nullable NodePorts ports;
  private @Nullable NodeIdentity identity;
  private @Nullable RegistryLink link;
  private @Nullable LinkThread linkThread;
  private boolean daemonAnswered = true;

  @PostConstruct
  void start() {
    Settings settings = NodeConfiguration.read(ConfigProvider.getConfig());
    boolean running = false;
    try {
      start(settings);
      running = true;
    } catch (ResourceException e) {
      throw new EJBException("The GPU daemon of this node does not answer: " + e.getMessage(), e);
    } finally {
      if (!running) {
        stop();
      }
    }
  }

  @PreDestroy
  void stop() {
    LinkThread running = linkThread;
    if (running != null) {
      running.stop();
    }
    NodePorts open = ports;
    if (open != null) {
      open.close();
    }
    NetworkThreads connections = network;
    if (connections != null) {
      connections.close();
    }
  }

  /** How the node is doing. */
  public NodeReport report() {
    RegistryLink present = link;
    NodeIdentity known = identity;
    if (known == null) {
      throw new IllegalStateException("The node has not started");
    }
    LinkStatus status = present == null ? LinkStatus.INITIAL : present.status();
    return new NodeReport(known, status, counters.counts());
  }

  private void start(Settings settings) throws ResourceException {
    AdvertisedAddress address = AdvertisedAddress.find(settings);
    NetworkThreads connections = new NetworkThreads(threads);
    network = connections;
    NodePorts open =
        NodePorts.open(
            address.bindAddress(), settings, new PooledArtifacts(daemon), threads, connections);
    ports = open;
    String daemonId = prepareDaemon(settings);
    NodeIdentity node =
        new NodeIdentity(
            settings
                .find(NodeSettings.NAME)
                .or(AdvertisedAddress::localName)
                .orElseGet(address::host),
            daemonId,
            address.host(),
            open.grpcPort(),
            open.p2pPort());
    identity = node;
    LOG.info(
        "node_started node={} daemon={} address={} grpc_port={} p2p_port={}",
        node.nodeId(),
        node.daemonId(),
        node.address(),
        node.grpcPort(),
        node.p2pPort());
    RegistryLink created =
        RegistryLinks.create(
            settings,
            node,
            this::load,
            connections,
            status -> open.setRegistered(status.state() == LinkState.REGISTERED));
    link = created;
    LinkThread thread = new LinkThread(created, threads);
    linkThread = thread;
    thread.start();
  }

  private String prepareDaemon(Settings settings) throws ResourceException {
    try (GpuDaemonConnection connection = daemon.getConnection()) {
      SampleArtifacts.load(connection, settings.get(NodeSettings.SAMPLES));
      return connection.status().daemonId();
    }
  }

  /** A node whose daemon does not answer stays registered, but takes nothing. */
  private NodeLoad load() {
    try (GpuDaemonConnection connection = daemon.getConnection()) {
      DaemonStatus status = connection.status();
      noteDaemon(true, "");
      return new NodeLoad(status.capacityBytes(), status.availableBytes(), true);
    } catch (ResourceException e) {
      noteDaemon(false, String.valueOf(e.getMessage()));
      return new NodeLoad(0, 0, false);
    }
  }

  private void noteDaemon(boolean answers, String reason) {
    if (answers != daemonAnswered) {
      daemonAnswered = answers;
      if (answers) {
        LOG.info("daemon_answers");
      } else {
        LOG.warn("daemon_silent code=ROS-2207 reason=\"{}\"", reason);
      }
    }
  }

  /** Opens artifacts on pooled connections. */
  private record PooledArtifacts(GpuDaemonConnectionFactory daemon) implements ArtifactSource {

    @Override
    public void use(String artifactId, Use use) throws ResourceException, IOException {
      try (GpuDaemonConnection connection = daemon.getConnection();
          ArtifactContent content = connection.get(artifactId)) {
        use.with(content);
      }
    }
  }
}
