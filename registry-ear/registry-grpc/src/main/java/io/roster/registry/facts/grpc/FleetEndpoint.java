/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.grpc;

import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import io.roster.registry.admin.ServerInfoService;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.facts.ArtifactSort;
import io.roster.registry.facts.EventPage;
import io.roster.registry.facts.EventSort;
import io.roster.registry.facts.FleetFacts;
import io.roster.registry.facts.KeySort;
import io.roster.registry.facts.ReplicaSort;
import io.roster.registry.facts.SiteFact;
import io.roster.registry.facts.TransportSort;
import io.roster.registry.facts.WorkerSort;
import io.roster.registry.page.Paging;
import io.roster.registry.platform.Names;
import io.roster.v1.FleetServiceGrpc.FleetServiceImplBase;
import io.roster.v1.ForeseeRequest;
import io.roster.v1.Foresight;
import io.roster.v1.GetOverviewRequest;
import io.roster.v1.GetWorkerRequest;
import io.roster.v1.ListArtifactsRequest;
import io.roster.v1.ListArtifactsResponse;
import io.roster.v1.ListCoordinatorsRequest;
import io.roster.v1.ListCoordinatorsResponse;
import io.roster.v1.ListEventsRequest;
import io.roster.v1.ListEventsResponse;
import io.roster.v1.ListKeysRequest;
import io.roster.v1.ListKeysResponse;
import io.roster.v1.ListReplicasRequest;
import io.roster.v1.ListReplicasResponse;
import io.roster.v1.ListSettingsRequest;
import io.roster.v1.ListSettingsResponse;
import io.roster.v1.ListTransportsRequest;
import io.roster.v1.ListTransportsResponse;
import io.roster.v1.ListWorkersRequest;
import io.roster.v1.ListWorkersResponse;
import io.roster.v1.Overview;
import io.roster.v1.WorkerDetails;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;

/** FleetService: each call is one question to the door that the console looks through. */
@ApplicationScoped
public class FleetEndpoint {

  @EJB private FleetFacts facts;
  @EJB private ServerInfoService server;

  /** The gRPC side of it. */
  public BindableService service() {
    return serving(facts, server);
  }

  /** The gRPC side of any facts. */
  public static BindableService serving(FleetFacts facts, ServerInfoService server) {
    return new Service(facts, server);
  }

  private static final class Service extends FleetServiceImplBase {

    private final FleetFacts facts;
    private final ServerInfoService server;

    Service(FleetFacts facts, ServerInfoService server) {
      this.facts = facts;
      this.server = server;
    }

    private static <A> void answer(StreamObserver<A> to, A answer) {
      to.onNext(answer);
      to.onCompleted();
    }

    @Override
    public void getOverview(GetOverviewRequest request, StreamObserver<Overview> answer) {
      answer(answer, FleetMessages.overview(facts.overview(), facts.attention()));
    }

    @Override
    public void listCoordinators(
        ListCoordinatorsRequest request, StreamObserver<ListCoordinatorsResponse> answer) {
      SiteFact site = facts.site();
      answer(
          answer,
          ListCoordinatorsResponse.newBuilder()
              .addAllCoordinators(
                  site.coordinators().stream().map(FleetMessages::coordinator).toList())
              .setLeader(FleetMessages.leadership(site.leader()))
              .setAsOf(FleetMessages.moment(site.asOf()))
              .build());
    }

    @Override
    public void listWorkers(
        ListWorkersRequest request, StreamObserver<ListWorkersResponse> answer) {
      var page =
          facts.workers(
              Questions.workers(request),
              Questions.paging(Paging.by(WorkerSort.WORKER), request.getPage()));
      answer(
          answer,
          ListWorkersResponse.newBuilder()
              .addAllWorkers(page.rows().stream().map(FleetMessages::worker).toList())
              .setPage(FleetMessages.page(page))
              .setAsOf(FleetMessages.moment(page.asOf()))
              .build());
    }

    @Override
    public void getWorker(GetWorkerRequest request, StreamObserver<WorkerDetails> answer) {
      Names.require("worker_id", request.getWorkerId());
      answer(answer, FleetMessages.details(facts.worker(new WorkerId(request.getWorkerId()))));
    }

    @Override
    public void listReplicas(
        ListReplicasRequest request, StreamObserver<ListReplicasResponse> answer) {
      var page =
          facts.replicas(
              Questions.replicas(request),
              Questions.paging(Paging.by(ReplicaSort.ARTIFACT), request.getPage()));
      answer(
          answer,
          ListReplicasResponse.newBuilder()
              .addAllReplicas(page.rows().stream().map(FleetMessages::replica).toList())
              .setPage(FleetMessages.page(page))
              .setAsOf(FleetMessages.moment(page.asOf()))
              .build());
    }

    @Override
    public void listArtifacts(
        ListArtifactsRequest request, StreamObserver<ListArtifactsResponse> answer) {
      var page =
          facts.artifacts(
              Questions.artifacts(request),
              Questions.paging(Paging.by(ArtifactSort.ARTIFACT), request.getPage()));
      answer(
          answer,
          ListArtifactsResponse.newBuilder()
              .addAllArtifacts(page.rows().stream().map(FleetMessages::artifact).toList())
              .setPage(FleetMessages.page(page))
              .setAsOf(FleetMessages.moment(page.asOf()))
              .build());
    }

    @Override
    public void listKeys(ListKeysRequest request, StreamObserver<ListKeysResponse> answer) {
      var page =
          facts.keys(
              Questions.keys(request), Questions.paging(Paging.by(KeySort.KEY), request.getPage()));
      answer(
          answer,
          ListKeysResponse.newBuilder()
              .addAllKeys(page.rows().stream().map(FleetMessages::key).toList())
              .setPage(FleetMessages.page(page))
              .setAsOf(FleetMessages.moment(page.asOf()))
              .build());
    }

    @Override
    public void listTransports(
        ListTransportsRequest request, StreamObserver<ListTransportsResponse> answer) {
      var page =
          facts.transports(
              Questions.transports(request),
              Questions.paging(Paging.byLast(TransportSort.CREATED), request.getPage()));
      answer(
          answer,
          ListTransportsResponse.newBuilder()
              .addAllTransports(page.rows().stream().map(FleetMessages::transport).toList())
              .setPage(FleetMessages.page(page))
              .setAsOf(FleetMessages.moment(page.asOf()))
              .build());
    }

    @Override
    public void listEvents(ListEventsRequest request, StreamObserver<ListEventsResponse> answer) {
      EventPage page =
          facts.events(
              Questions.events(request),
              Questions.paging(Paging.byLast(EventSort.REVISION), request.getPage()));
      answer(answer, FleetMessages.events(page));
    }

    @Override
    public void foresee(ForeseeRequest request, StreamObserver<Foresight> answer) {
      answer(answer, FleetMessages.foresight(facts.foresee(Questions.order(request))));
    }

    @Override
    public void listSettings(
        ListSettingsRequest request, StreamObserver<ListSettingsResponse> answer) {
      answer(
          answer,
          ListSettingsResponse.newBuilder()
              .setCoordinator(server.info().coordinator())
              .addAllSettings(server.configuration().stream().map(FleetMessages::setting).toList())
              .build());
    }
  }
}
