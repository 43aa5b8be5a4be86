/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.admin.app;

import io.roster.registry.admin.ServerInfo;
import io.roster.registry.admin.ServerInfoService;
import io.roster.registry.admin.model.ClusterIdentity;
import io.roster.registry.cluster.model.RoutableAddress;
import io.roster.registry.platform.CoordinatorIdentity;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.ProductVersion;
import io.roster.registry.platform.config.SecretFile;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Answers from memory. */
@Singleton
@Local(ServerInfoService.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CoordinatorInfo implements ServerInfoService {

  @Inject private Settings settings;
  @Inject private CoordinatorIdentity identity;
  @Inject private ClusterIdentity cluster;
  private volatile String listenHost = "";
  private volatile int listenPort;
  private volatile String advertiseHost = "";

  @Override
  public ServerInfo info() {
    int advertised = settings.find(RegistrySettings.GRPC_ADVERTISE_PORT).orElse(listenPort);
    return new ServerInfo(
        identity.name(),
        advertiseHost,
        advertised,
        listenHost,
        listenPort,
        settings.get(RegistrySettings.HTTP_PORT),
        ProductVersion.text(),
        cluster.clusterId());
  }

  @Override
  public String clusterToken() {
    return settings
        .find(RegistrySettings.TOKEN_FILE)
        .map(file -> SecretFile.read(RegistrySettings.TOKEN_FILE.key(), file))
        .or(() -> settings.find(RegistrySettings.CLUSTER_TOKEN))
        .orElse("");
  }

  @Override
  public List<Settings.Effective> configuration() {
    return settings.effective();
  }

  @Override
  public void grpcBound(String host, int port) {
    listenHost = host;
    listenPort = port;
    advertiseHost =
        settings
            .find(RegistrySettings.GRPC_ADVERTISE_HOST)
            .or(() -> routable(host))
            .or(CoordinatorInfo::localAddress)
            .orElse(host);
  }

  private static Optional<String> routable(String host) {
    try {
      RoutableAddress.require("host", host);
      return Optional.of(host);
    } catch (InvalidRequest notRoutable) {
      return Optional.empty();
    }
  }

  private static Optional<String> localAddress() {
    try {
      return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(Inet4Address.class::isInstance)
          .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
          .map(InetAddress::getHostAddress)
          .findFirst();
    } catch (SocketException unknown) {
      return Optional.empty();
    }
  }
}
