/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.model;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.command.Command;
import io.roster.registry.command.CommandKind;
import io.roster.registry.command.CommandRequest;
import io.roster.registry.command.CommandState;
import io.roster.registry.command.Order;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.JsonValues;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A command from its request to its end. It never goes back: what is finished stays as it is. */
@Entity
@Table(name = "command")
public class StoredCommand {

  private static final int LONGEST_DETAIL = 2_000;

  @Id private UUID id = new UUID(0, 0);

  @Enumerated(EnumType.STRING)
  private CommandKind kind = CommandKind.REQUEST_RESYNC;

  private String target = "";

  @Column(name = "worker_id")
  private String workerId = "";

  private JsonObject parameters = JsonValue.EMPTY_JSON_OBJECT;

  private String reason = "";

  private String actor = "";

  @Column(name = "idempotency_key")
  private String idempotencyKey = "";

  private String fingerprint = "";

  @Enumerated(EnumType.STRING)
  private CommandState state = CommandState.PENDING;

  private String detail = "";

  private int deliveries;

  @Column(name = "created_at")
  private Instant createdAt = Instant.EPOCH;

  private Instant deadline = Instant.EPOCH;

  @Column(name = "updated_at")
  private Instant updatedAt = Instant.EPOCH;

  @Column(name = "seen_generation")
  private long seenGeneration;

  @Column(name = "seen_request_seq")
  private long seenRequestSeq;

  @Column(name = "seen_epoch")
  private long seenEpoch;

  @Version private long version;

  /** For JPA. */
  protected StoredCommand() {}

  public StoredCommand(UUID id, CommandRequest request, Aim aim, Actor actor, Instant now) {
    this.id = id;
    this.kind = request.order().kind();
    this.target = request.order().target();
    this.workerId = aim.worker().map(WorkerId::value).orElse("");
    this.parameters = json(aim.parameters());
    this.reason = request.reason();
    this.actor = actor.name();
    this.idempotencyKey = request.idempotencyKey();
    this.fingerprint = Fingerprint.of(request);
    this.createdAt = now;
    this.deadline = now.plus(request.timeLimit());
    this.updatedAt = now;
    this.seenGeneration = aim.seen().generation();
    this.seenRequestSeq = aim.seen().requestSeq();
    this.seenEpoch = aim.seen().epoch();
  }

  private static JsonObject json(Map<String, String> parameters) {
    JsonObjectBuilder json = JsonValues.object();
    parameters.forEach(json::add);
    return json.build();
  }

  /** Whether it was made of this very request. */
  public boolean isOf(CommandRequest request) {
    return fingerprint.equals(Fingerprint.of(request));
  }

  /** Its node was given it, once more. An accepted one stays accepted. */
  public void deliver(Instant now) {
    deliveries++;
    updatedAt = now;
    if (state == CommandState.PENDING) {
      state = CommandState.DELIVERED;
    }
  }

  /** Its node is at it. Returns whether that could still be said. */
  public boolean accept(String said, Instant now) {
    return become(CommandState.ACKNOWLEDGED, said, now);
  }

  /** Ends it. Returns whether that could still be said. */
  public boolean finish(CommandState end, String said, Instant now) {
    if (end.isOpen()) {
      throw new IllegalArgumentException(end + " is no end");
    }
    return become(end, said, now);
  }

  private boolean become(CommandState next, String said, Instant now) {
    if (!state.isOpen()) {
      return false;
    }
    state = next;
    detail = printable(said);
    updatedAt = now;
    return true;
  }

  /** What a node says is kept, but not at any length nor with characters that hurt. */
  private static String printable(String said) {
    String plain = said.replaceAll("\\p{Cntrl}+", " ").strip();
    return plain.length() > LONGEST_DETAIL ? plain.substring(0, LONGEST_DETAIL) : plain;
  }

  public UUID id() {
    return id;
  }

  public boolean isFor(WorkerId worker) {
    return workerId.equals(worker.value());
  }

  public boolean isOpen() {
    return state.isOpen();
  }

  public Command view() {
    Map<String, String> named = new HashMap<>();
    parameters.forEach((name, unused) -> named.put(name, parameters.getString(name)));
    return new Command(
        id,
        new Order(kind, target, named),
        workerId.isEmpty() ? Optional.empty() : Optional.of(new WorkerId(workerId)),
        reason,
        actor,
        idempotencyKey,
        state,
        detail,
        deliveries,
        createdAt,
        deadline,
        updatedAt);
  }
}
