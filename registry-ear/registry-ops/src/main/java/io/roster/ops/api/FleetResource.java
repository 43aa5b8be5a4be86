/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.ops.api;

import io.roster.registry.chunk.ChunkService;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.facts.ArtifactFilter;
import io.roster.registry.facts.ArtifactSort;
import io.roster.registry.facts.EventFilter;
import io.roster.registry.facts.EventSort;
import io.roster.registry.facts.FleetFacts;
import io.roster.registry.facts.KeyFilter;
import io.roster.registry.facts.KeySort;
import io.roster.registry.facts.LeaseFilter;
import io.roster.registry.facts.LeaseSort;
import io.roster.registry.facts.ReplicaCondition;
import io.roster.registry.facts.ReplicaFilter;
import io.roster.registry.facts.ReplicaSort;
import io.roster.registry.facts.TransportCondition;
import io.roster.registry.facts.TransportFilter;
import io.roster.registry.facts.TransportSort;
import io.roster.registry.facts.WorkerCondition;
import io.roster.registry.facts.WorkerDetail;
import io.roster.registry.facts.WorkerFilter;
import io.roster.registry.facts.WorkerSort;
import io.roster.registry.key.KeyMapping;
import io.roster.registry.page.Paging;
import io.roster.registry.page.Paging.Direction;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.replica.ArtifactClaim.ArtifactIdKind;
import io.roster.registry.replica.MemoryType;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Reads the fleet for scripts: each call is one question to the doors that the console uses. */
@Path("/")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class FleetResource {

  private static final String REPLICAS = "replicas";

  @EJB private FleetFacts facts;
  @EJB private ChunkService chunks;
  @Context private UriInfo address;

  /** For the container, which fills the rest in. */
  @SuppressWarnings("NullAway.Init")
  public FleetResource() {}

  FleetResource(FleetFacts facts, ChunkService chunks, UriInfo address) {
    this.facts = facts;
    this.chunks = chunks;
    this.address = address;
  }

  private Query query(String... known) {
    return new Query(address.getQueryParameters(), known);
  }

  private static Response answer(JsonObject json) {
    return Response.ok(json.toString(), MediaType.APPLICATION_JSON_TYPE)
        .header("Cache-Control", "no-store")
        .build();
  }

  @GET
  @Path("health")
  public Response health() {
    query();
    return answer(JsonParts.object().add("status", "healthy").add("service", "roster").build());
  }

  @GET
  @Path("openapi.json")
  public Response openApi() throws IOException {
    try (InputStream document = FleetResource.class.getResourceAsStream("/openapi.json")) {
      return Response.ok(
              Objects.requireNonNull(document, "it is in the WAR").readAllBytes(),
              MediaType.APPLICATION_JSON_TYPE)
          .build();
    }
  }

  @GET
  @Path("workers")
  public Response workers() {
    Query query =
        query(
            "include_unavailable",
            "state",
            "node_id",
            "q",
            "sort",
            "order",
            "page_size",
            "page_token");
    Set<WorkerCondition> states = query.names("state", WorkerCondition.class);
    if (states.isEmpty()) {
      states =
          query.flag("include_unavailable")
              ? EnumSet.complementOf(EnumSet.of(WorkerCondition.GONE))
              : EnumSet.of(WorkerCondition.READY);
    }
    WorkerFilter filter =
        new WorkerFilter(query.text("q"), states, Set.of(), query.text("node_id"));
    Paging<WorkerSort> paging =
        query.paging(WorkerSort.class, WorkerSort.WORKER, Direction.ASCENDING);
    return answer(FactJson.page("workers", facts.workers(filter, paging), FactJson::worker));
  }

  @GET
  @Path("workers/{worker_id}")
  public Response worker(@PathParam("worker_id") String id) {
    query();
    WorkerDetail detail = facts.worker(new WorkerId(id));
    return answer(
        JsonParts.object(FactJson.worker(detail.worker()))
            .add("transports_from", detail.transportsFrom())
            .add("transports_to", detail.transportsTo())
            .add("as_of", FactJson.moment(detail.asOf()))
            .build());
  }

  @GET
  @Path(REPLICAS)
  public Response replicas() {
    Query query =
        query(
            "artifact_id",
            "worker_id",
            "node_id",
            "node_address",
            "memory_type",
            "device_id",
            "state",
            "sort",
            "order",
            "page_size",
            "page_token");
    ReplicaFilter filter =
        new ReplicaFilter(
            query.text("artifact_id"),
            query.text("worker_id"),
            query.text("node_id"),
            query.text("node_address"),
            query.names("memory_type", MemoryType.class),
            query.number("device_id"),
            query.names("state", ReplicaCondition.class));
    Paging<ReplicaSort> paging =
        query.paging(ReplicaSort.class, ReplicaSort.ARTIFACT, Direction.ASCENDING);
    return answer(FactJson.page(REPLICAS, facts.replicas(filter, paging), FactJson::replica));
  }

  @GET
  @Path("artifacts")
  public Response artifacts() {
    Query query = query("q", "id_kind", "danger", "sort", "order", "page_size", "page_token");
    ArtifactFilter filter =
        new ArtifactFilter(
            query.text("q"),
            query.names("id_kind", ArtifactIdKind.class),
            query.names("danger", ArtifactFilter.Which.class).stream()
                .findFirst()
                .orElse(ArtifactFilter.Which.ALL));
    Paging<ArtifactSort> paging =
        query.paging(ArtifactSort.class, ArtifactSort.ARTIFACT, Direction.ASCENDING);
    return answer(
        FactJson.page(
            "artifacts",
            facts.artifacts(filter, paging),
            artifact -> FactJson.artifact(artifact).build()));
  }

  @GET
  @Path("artifacts/{artifact_id}")
  public Response artifact(@PathParam("artifact_id") String id) {
    Query query = query("include");
    List<String> include = query.texts("include");
    if (!Set.of(REPLICAS).containsAll(include)) {
      throw new InvalidRequest("include", "must be empty or " + REPLICAS);
    }
    JsonObjectBuilder json = FactJson.artifact(facts.artifact(id));
    if (include.contains(REPLICAS)) {
      var page =
          facts.replicas(
              ReplicaFilter.ofArtifact(id), Paging.by(ReplicaSort.ARTIFACT).ofSize(Paging.MOST));
      json.add(REPLICAS, FactJson.array(page.rows(), FactJson::replica))
          .add("replicas_complete", page.next().isEmpty());
    }
    return answer(json.build());
  }

  @GET
  @Path("chunks")
  public Response chunks() {
    Query query = query("artifact_id", "chunk_indices");
    String artifact =
        query
            .text("artifact_id")
            .orElseThrow(() -> new InvalidRequest("artifact_id", "is required"));
    return answer(
        JsonParts.object()
            .add("artifact_id", artifact)
            .add(
                "chunks",
                FactJson.array(
                    chunks.locations(artifact, query.numbers("chunk_indices")), FactJson::chunk))
            .build());
  }

  @GET
  @Path("transports")
  public Response transports() {
    Query query =
        query("state", "artifact_id", "worker_id", "sort", "order", "page_size", "page_token");
    TransportFilter filter =
        new TransportFilter(
            query.names("state", TransportCondition.class),
            query.text("artifact_id"),
            query.text("worker_id"));
    Paging<TransportSort> paging =
        query.paging(TransportSort.class, TransportSort.CREATED, Direction.DESCENDING);
    return answer(
        FactJson.page("transports", facts.transports(filter, paging), FactJson::transport));
  }

  @GET
  @Path("keys")
  public Response keys() {
    Query query = query("q", "artifact_id", "kind", "sort", "order", "page_size", "page_token");
    KeyFilter filter =
        new KeyFilter(
            query.text("q"), query.text("artifact_id"), query.names("kind", KeyMapping.Kind.class));
    Paging<KeySort> paging = query.paging(KeySort.class, KeySort.KEY, Direction.ASCENDING);
    return answer(FactJson.page("keys", facts.keys(filter, paging), FactJson::key));
  }

  @GET
  @Path("leases")
  public Response leases() {
    Query query = query("holder", "which", "sort", "order", "page_size", "page_token");
    LeaseFilter filter =
        new LeaseFilter(
            query.text("holder"),
            query.names("which", LeaseFilter.Which.class).stream()
                .findFirst()
                .orElse(LeaseFilter.Which.HELD));
    Paging<LeaseSort> paging = query.paging(LeaseSort.class, LeaseSort.SHARD, Direction.ASCENDING);
    return answer(FactJson.page("leases", facts.leases(filter, paging), FactJson::lease));
  }

  @GET
  @Path("events")
  public Response events() {
    Query query =
        query("type", "subject", "actor", "from", "to", "sort", "order", "page_size", "page_token");
    EventFilter filter =
        new EventFilter(
            query.texts("type"),
            Set.copyOf(query.texts("subject")),
            query.text("actor"),
            query.time("from"),
            query.time("to"));
    Paging<EventSort> paging =
        query.paging(EventSort.class, EventSort.REVISION, Direction.DESCENDING);
    return answer(FactJson.page(facts.events(filter, paging)));
  }
}
