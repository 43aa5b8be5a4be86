/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.command.Command;
import io.roster.registry.command.CommandKind;
import io.roster.registry.command.CommandState;
import io.roster.registry.command.Order;
import io.roster.registry.platform.JsonValues;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A command as the journal keeps it: whole, so that any reader can make a command of it. */
public final class CommandJson {

  private CommandJson() {}

  public static JsonObject of(Command command) {
    JsonObjectBuilder parameters = JsonValues.object();
    command.order().parameters().forEach(parameters::add);
    return JsonValues.object()
        .add("kind", command.kind().name())
        .add("target", command.order().target())
        .add("worker_id", command.worker().map(WorkerId::value).orElse(""))
        .add("parameters", parameters)
        .add("reason", command.reason())
        .add("actor", command.actor())
        .add("idempotency_key", command.idempotencyKey())
        .add("state", command.state().name())
        .add("detail", command.detail())
        .add("deliveries", command.deliveries())
        .add("created_at", command.createdAt().toString())
        .add("deadline", command.deadline().toString())
        .add("updated_at", command.updatedAt().toString())
        .build();
  }

  static Command read(UUID id, JsonObject state) {
    JsonObject given = state.getJsonObject("parameters");
    Map<String, String> parameters = new HashMap<>();
    given.forEach((name, unused) -> parameters.put(name, given.getString(name)));
    String worker = state.getString("worker_id");
    return new Command(
        id,
        new Order(
            CommandKind.valueOf(state.getString("kind")), state.getString("target"), parameters),
        worker.isEmpty() ? Optional.empty() : Optional.of(new WorkerId(worker)),
        state.getString("reason"),
        state.getString("actor"),
        state.getString("idempotency_key"),
        CommandState.valueOf(state.getString("state")),
        state.getString("detail"),
        state.getInt("deliveries"),
        Instant.parse(state.getString("created_at")),
        Instant.parse(state.getString("deadline")),
        Instant.parse(state.getString("updated_at")));
  }
}
