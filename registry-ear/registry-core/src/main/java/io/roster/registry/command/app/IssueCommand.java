/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app;

import io.roster.registry.audit.app.Audit;
import io.roster.registry.audit.model.Act;
import io.roster.registry.command.Command;
import io.roster.registry.command.CommandKind;
import io.roster.registry.command.CommandRequest;
import io.roster.registry.command.CommandState;
import io.roster.registry.command.IdempotencyKeyReused;
import io.roster.registry.command.app.verb.Verb;
import io.roster.registry.command.model.Aim;
import io.roster.registry.command.model.CommandRepository;
import io.roster.registry.command.model.StoredCommand;
import io.roster.registry.platform.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Writes a command down, and carries it out where the registry can. */
@ApplicationScoped
public class IssueCommand {

  private CommandRepository commands;
  private CommandLog log;
  private Expectation expectation;
  private Audit audit;
  private Map<CommandKind, Verb> verbs = Map.of();

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public IssueCommand() {}

  @Inject
  public IssueCommand(
      CommandRepository commands,
      CommandLog log,
      Expectation expectation,
      Audit audit,
      Instance<Verb> verbs) {
    this(commands, log, expectation, audit, verbs.stream().toList());
  }

  public IssueCommand(
      CommandRepository commands,
      CommandLog log,
      Expectation expectation,
      Audit audit,
      List<Verb> verbs) {
    this.commands = commands;
    this.log = log;
    this.expectation = expectation;
    this.audit = audit;
    this.verbs = new EnumMap<>(CommandKind.class);
    verbs.forEach(verb -> verb.kinds().forEach(kind -> this.verbs.put(kind, verb)));
  }

  /** Runs inside one transaction of its own. */
  Command run(CommandRequest request, Act act) {
    Actor actor = act.who().actor();
    Optional<StoredCommand> earlier = commands.findByKey(request.idempotencyKey());
    if (earlier.isPresent()) {
      Command command = sameAs(earlier.get(), request);
      audit.repeated(act, command.id().toString());
      return command;
    }
    Verb verb = Objects.requireNonNull(verbs.get(request.order().kind()), "a verb of each kind");
    Aim aim = verb.aim(request.order());
    expectation.check(request, aim.subjects());
    StoredCommand command =
        new StoredCommand(UUID.randomUUID(), request, aim, actor, commands.now());
    commands.add(command);
    log.requested(command, actor);
    verb.carryOut(request.order(), actor)
        .ifPresent(
            detail ->
                log.step(
                    command,
                    actor,
                    open -> open.finish(CommandState.DONE, detail, commands.now())));
    audit.accepted(act, command.id().toString());
    return command.view();
  }

  private static Command sameAs(StoredCommand earlier, CommandRequest request) {
    if (!earlier.isOf(request)) {
      throw new IdempotencyKeyReused(request.idempotencyKey(), earlier.id());
    }
    return earlier.view();
  }
}
