/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import io.roster.connector.DaemonStatus;
import io.roster.connector.GpuDaemonConnection;
import io.roster.connector.GpuDaemonConnectionFactory;
import io.roster.node.daemon.ConnectorDaemon;
import io.roster.node.registry.NetworkThreads;
import io.roster.node.registry.NodeIdentity;
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
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's life in the application server. Its gRPC port is open before the registry hears of it,
 * and until after it has heard the goodbye; the one that serves other nodes is the adapter's.
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
  private @Nullable GrpcPort port;
  private @Nullable NodeRuntime runtime;

  @PostConstruct
  void start() {
    Settings settings = NodeConfiguration.read(ConfigProvider.getConfig());
    boolean running = false;
    try {
      begin(settings);
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
    counters.whenInventoryChanges(() -> {});
    NodeRuntime running = runtime;
    if (running != null) {
      running.close();
    }
    GrpcPort open = port;
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
    NodeRuntime running = runtime;
    if (running == null) {
      throw new IllegalStateException("The node has not started");
    }
    return running.report();
  }

  // Not an overload of start: the server looks the annotated method up by its name alone.
  private void begin(Settings settings) throws ResourceException {
    AdvertisedAddress address = AdvertisedAddress.find(settings);
    NetworkThreads connections = new NetworkThreads(threads);
    network = connections;
    GrpcPort open = GrpcPort.open(address.bindAddress(), settings, connections);
    port = open;
    NodeIdentity node = identity(settings, address, open);
    NodeRuntime created =
        new NodeRuntime(
            settings,
            node,
            new ConnectorDaemon(daemon),
            counters,
            threads,
            connections,
            status -> open.setRegistered(status.isRegistered()));
    runtime = created;
    counters.whenInventoryChanges(created::inventoryChanged);
    open.serve(created.endpoint());
    created.start();
    LOG.info(
        "node_started node={} daemon={} address={} grpc_port={} p2p_port={}",
        node.nodeId(),
        node.daemonId(),
        node.address(),
        node.grpcPort(),
        node.p2pPort());
  }

  private NodeIdentity identity(Settings settings, AdvertisedAddress address, GrpcPort open)
      throws ResourceException {
    try (GpuDaemonConnection connection = daemon.getConnection()) {
      SampleArtifacts.load(connection, settings.get(NodeSettings.SAMPLES));
      DaemonStatus status = connection.status();
      if (status.peerPort() == 0) {
        throw new IllegalStateException(
            "This node gives its artifacts to nobody, because "
                + NodeSettings.P2P_HOST.key()
                + " is none; give it an address of this host");
      }
      return new NodeIdentity(
          settings
              .find(NodeSettings.NAME)
              .or(AdvertisedAddress::localName)
              .orElseGet(address::host),
          status.daemonId(),
          address.host(),
          open.number(),
          status.peerPort());
    }
  }
}
