/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.ops.api;

import io.roster.registry.drain.CoordinatorDrain;
import io.roster.registry.drain.CoordinatorDrain.Insistence;
import io.roster.registry.drain.DrainStatus;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

/** Takes this coordinator out of service and tells how that stands. */
@Path("/")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DrainResource {

  @EJB private CoordinatorDrain drain;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response begin(String body, @Context HttpServletRequest request) {
    Wish wish = Wish.of(body, request);
    return answer(
        Status.ACCEPTED,
        drain.begin(
            wish.reason(),
            wish.force() ? Insistence.IN_ANY_CASE : Insistence.ONLY_IF_OTHERS_SERVE,
            wish.asking()));
  }

  @GET
  @Path("status")
  public Response status() {
    return answer(Status.OK, drain.status());
  }

  @POST
  @Path("cancel")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response cancel(String body, @Context HttpServletRequest request) {
    Wish wish = Wish.of(body, request);
    return answer(Status.OK, drain.cancel(wish.reason(), wish.asking()));
  }

  private static Response answer(Status status, DrainStatus stands) {
    JsonObjectBuilder json =
        JsonParts.object()
            .add("coordinator", stands.coordinator())
            .add("phase", stands.phase().name().toLowerCase(java.util.Locale.ROOT))
            .add("since", stands.since().toString())
            .add("leads", stands.leads())
            .add("open_calls", stands.open().calls())
            .add("open_streams", stands.open().streams())
            .add("forced", stands.forced())
            .add("cut", stands.cut())
            .add("reason", stands.reason())
            .add("by", stands.by());
    stands.deadline().ifPresent(deadline -> json.add("deadline", deadline.toString()));
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .header("Cache-Control", "no-store")
        .entity(json.build().toString())
        .build();
  }
}
