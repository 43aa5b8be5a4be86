/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.admin.grpc;

import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import io.roster.registry.admin.ServerInfo;
import io.roster.registry.admin.ServerInfoService;
import io.roster.wire.globalstore.v1.ClusterAdminServiceGrpc.ClusterAdminServiceImplBase;
import io.roster.wire.globalstore.v1.GetServerInfoRequest;
import io.roster.wire.globalstore.v1.GetServerInfoResponse;
import io.roster.wire.globalstore.v1.HealthCheckRequest;
import io.roster.wire.globalstore.v1.HealthCheckResponse;
import io.roster.wire.globalstore.v1.Status;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;

/** ClusterAdminService: never fails, never touches storage. */
@ApplicationScoped
public class ClusterAdminEndpoint {

  @EJB private ServerInfoService info;

  /** The gRPC side of it. */
  public BindableService service() {
    return new Service(info, info.clusterToken());
  }

  private static final class Service extends ClusterAdminServiceImplBase {

    private final ServerInfoService info;
    private final String clusterToken;

    Service(ServerInfoService info, String clusterToken) {
      this.info = info;
      this.clusterToken = clusterToken;
    }

    @Override
    public void healthCheck(
        HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
      answer.onNext(
          HealthCheckResponse.newBuilder()
              .setStatus(Status.STATUS_OK)
              .setClusterToken(clusterToken)
              .build());
      answer.onCompleted();
    }

    @Override
    public void getServerInfo(
        GetServerInfoRequest request, StreamObserver<GetServerInfoResponse> answer) {
      ServerInfo facts = info.info();
      answer.onNext(
          GetServerInfoResponse.newBuilder()
              .setStatus(Status.STATUS_OK)
              .setAdvertiseAddress(address(facts.advertiseHost(), facts.advertisePort()))
              .setAdvertiseHost(facts.advertiseHost())
              .setAdvertisePort(facts.advertisePort())
              .setListenAddress(address(facts.listenHost(), facts.listenPort()))
              .setListenHost(facts.listenHost())
              .setListenPort(facts.listenPort())
              .setMetricsPort(facts.httpPort())
              .setVersion(facts.version())
              .setClusterId(facts.clusterId())
              .build());
      answer.onCompleted();
    }

    private static String address(String host, int port) {
      return host.isEmpty() || port == 0 ? "" : host + ":" + port;
    }
  }
}
