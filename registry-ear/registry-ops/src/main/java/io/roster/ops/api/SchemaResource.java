/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.ops.api;

import io.roster.registry.schema.SchemaService;
import io.roster.registry.schema.SchemaStatus;
import io.roster.registry.schema.SchemaStatus.Member;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Tells how far the schema is, and ends the time in which an older version can come back. */
@Path("/")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SchemaResource {

  @EJB private SchemaService schema;

  @GET
  @Path("status")
  public Response status() {
    return answer(schema.status());
  }

  @POST
  @Path("contract")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response contract(String body, @Context HttpServletRequest request) {
    Wish wish = Wish.of(body, request);
    return answer(schema.contract(wish.reason(), wish.asking()));
  }

  private static Response answer(SchemaStatus status) {
    JsonObject json =
        JsonParts.object()
            .add("known", status.known())
            .add("oldest_writer", status.oldestWriter())
            .add("pending_contractions", JsonParts.array(status.pending()))
            .add("coordinators", FactJson.array(status.members(), SchemaResource::member))
            .build();
    return Response.ok(json.toString(), MediaType.APPLICATION_JSON_TYPE)
        .header("Cache-Control", "no-store")
        .build();
  }

  private static JsonObject member(Member member) {
    return JsonParts.object()
        .add("coordinator", member.coordinator())
        .add("version", member.version())
        .add("knows", member.known())
        .add("beside", member.beside())
        .build();
  }
}
