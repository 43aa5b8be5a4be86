/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import io.roster.client.Connector;
import io.roster.client.Endpoint;
import io.roster.client.Origin;
import io.roster.client.Rotation;
import io.roster.settings.NodeSettings;
import io.roster.settings.Settings;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A node's ways to the registry, as its settings describe them: the link that keeps it registered,
 * and the client for everything else. Both share their connections.
 */
public final class RegistryAccess implements AutoCloseable {

  private final Rotation<Coordinator> coordinators;
  private final RegistryLink link;
  private final RegistryClient client;

  private RegistryAccess(Rotation<Coordinator> coordinators, RegistryLink link) {
    this.coordinators = coordinators;
    this.link = link;
    this.client = new RegistryClient(coordinators);
  }

  /**
   * Makes them; nothing is called before the link's first step.
   *
   * @throws IllegalStateException with a sentence, if a file that the settings name is of no use
   */
  public static RegistryAccess create(
      Settings settings,
      NodeIdentity node,
      Membership membership,
      LinkReports reports,
      NetworkThreads threads,
      LinkListener listener) {
    Optional<String> token = NodeToken.of(settings);
    Connector connector = connector(settings, token, threads, new SiteWatch(listener)::seen);
    Duration heartbeatTimeout = settings.get(NodeSettings.HEARTBEAT_RPC_TIMEOUT);
    List<Supplier<Coordinator>> candidates =
        settings.get(NodeSettings.REGISTRY).stream()
            .map(address -> new Endpoint(address.getHostString(), address.getPort()))
            .map(
                endpoint ->
                    (Supplier<Coordinator>)
                        () ->
                            new GrpcCoordinator(
                                connector.connect(endpoint), heartbeatTimeout, token))
            .toList();
    Rotation<Coordinator> coordinators = new Rotation<>(candidates);
    return new RegistryAccess(
        coordinators,
        new RegistryLink(
            coordinators,
            node,
            membership,
            reports,
            settings.get(NodeSettings.HEARTBEAT_INTERVAL),
            new SecureRandom(),
            listener));
  }

  public RegistryLink link() {
    return link;
  }

  public RegistryClient client() {
    return client;
  }

  /** Ends the connections; what is under way fails. */
  @Override
  public void close() {
    coordinators.close();
  }

  private static Connector connector(
      Settings settings, Optional<String> token, NetworkThreads threads, Consumer<Origin> origins) {
    Connector plain = Connector.plain().transport(threads::connect).origins(origins);
    Connector named = token.map(plain::token).orElse(plain);
    Connector connector =
        settings.find(NodeSettings.REGISTRY_TLS_CA).map(named::trust).orElse(named);
    try {
      connector.check();
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          NodeSettings.REGISTRY_TLS_CA.key() + ": " + e.getMessage(), e);
    }
    return connector;
  }
}
