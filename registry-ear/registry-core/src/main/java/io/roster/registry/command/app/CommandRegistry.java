/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app;

import io.roster.registry.access.Identity;
import io.roster.registry.audit.app.Audit;
import io.roster.registry.audit.model.Act;
import io.roster.registry.command.Command;
import io.roster.registry.command.CommandKind;
import io.roster.registry.command.CommandPage;
import io.roster.registry.command.CommandQuery;
import io.roster.registry.command.CommandRequest;
import io.roster.registry.command.CommandService;
import io.roster.registry.command.NodeCommands;
import io.roster.registry.command.UnknownCommand;
import io.roster.registry.command.model.CommandPictures;
import io.roster.registry.journal.model.Changes;
import io.roster.registry.platform.Names;
import io.roster.registry.platform.Overloaded;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door to commands, for operators and for nodes. Each use has a class of its own; this one puts
 * transactions around them.
 */
@Singleton
@Local({CommandService.class, NodeCommands.class})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CommandRegistry implements CommandService, NodeCommands {

  private static final Logger LOG = LoggerFactory.getLogger(CommandRegistry.class);

  /** More than any operator wants; whoever asks for more is a program gone wild. */
  private static final int MOST_OPEN = 10_000;

  private IssueCommand issuing;
  private CancelCommand cancelling;
  private AcknowledgeCommand acknowledging;
  private WaitingNodes nodes;
  private OpenCommands open;
  private CommandPictures pictures;
  private Audit audit;
  private Changes changes;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public CommandRegistry() {}

  @Inject
  public CommandRegistry(
      IssueCommand issuing,
      CancelCommand cancelling,
      AcknowledgeCommand acknowledging,
      WaitingNodes nodes,
      OpenCommands open,
      CommandPictures pictures,
      Audit audit,
      Changes changes) {
    this.issuing = issuing;
    this.cancelling = cancelling;
    this.acknowledging = acknowledging;
    this.nodes = nodes;
    this.open = open;
    this.pictures = pictures;
    this.audit = audit;
    this.changes = changes;
  }

  @Override
  public Command issue(CommandRequest request, Identity asking) {
    Act act = act(request, asking);
    return audit.watch(act, () -> issue(request, act));
  }

  private static Act act(CommandRequest request, Identity asking) {
    return new Act(
        asking,
        request.order().kind().name(),
        request.order().target(),
        request.reason(),
        request.idempotencyKey(),
        request.expectedRevision());
  }

  private Command issue(CommandRequest request, Act act) {
    require(request.order().kind(), act.who());
    if (open.size() >= MOST_OPEN) {
      throw new Overloaded(request.order().kind().name());
    }
    // Alone, since whether the target has changed is read from what is committed.
    Command command =
        changes.changeAlone(request.order().kind().name(), () -> issuing.run(request, act));
    LOG.info(
        "command_issued command={} kind={} target={} state={} actor={} reason=\"{}\"",
        command.id(),
        command.kind(),
        command.order().target(),
        command.state(),
        command.actor(),
        command.reason());
    return command;
  }

  private static void require(CommandKind kind, Identity asking) {
    asking.require(kind.role(), "ask for " + kind.name());
  }

  @Override
  public Command cancel(UUID command, String reason, Identity asking) {
    Act act = Act.of(asking, "CANCEL_COMMAND", command.toString(), reason);
    return audit.watch(
        act,
        () -> {
          Names.require("reason", reason);
          require(find(command).kind(), asking);
          return changes.changeAlone("CancelCommand", () -> withdraw(command, act));
        });
  }

  private Command withdraw(UUID command, Act act) {
    Command withdrawn = cancelling.run(command, act.reason(), act.who().actor());
    audit.accepted(act, command.toString());
    return withdrawn;
  }

  @Override
  public Command find(UUID command) {
    return pictures.find(command).orElseThrow(() -> new UnknownCommand(command.toString()));
  }

  @Override
  public CommandPage list(CommandQuery query) {
    return pictures.list(query);
  }

  @Override
  public CompletableFuture<List<Command>> take(Taker taker) {
    return nodes.take(taker);
  }

  @Override
  public Command acknowledge(Acknowledgement said) {
    AcknowledgeCommand.validate(said);
    return changes.change(
        "worker:" + said.worker().value(), "AcknowledgeCommand", () -> acknowledging.run(said));
  }
}
