/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command;

import io.roster.registry.access.Identity;
import java.util.UUID;

/** The operators' door. Safe for use by many threads. */
public interface CommandService {

  /**
   * Writes a command down, and carries it out at once where the registry can; the answer comes
   * after that is durable. Repeating the same request, here or at another coordinator, gives the
   * same command.
   *
   * @throws io.roster.registry.platform.NotPermitted when the role does not suffice
   * @throws IdempotencyKeyReused when the key stands for another request
   * @throws TargetChanged when the target is no longer as it was at the expected revision
   * @throws io.roster.registry.cluster.UnknownWorker when there is no such worker
   * @throws io.roster.registry.replica.UnknownReplica when there is no such replica
   * @throws io.roster.registry.platform.UnknownThing when there is no such transport, key or lease
   * @throws io.roster.registry.platform.Overloaded when too many commands are open already
   */
  Command issue(CommandRequest request, Identity asking);

  /**
   * Withdraws a command; one that is finished comes back as it is.
   *
   * @throws io.roster.registry.platform.NotPermitted when the role does not suffice
   * @throws UnknownCommand when there is none with this id
   */
  Command cancel(UUID command, String reason, Identity asking);

  /**
   * One command.
   *
   * @throws UnknownCommand when there is none with this id
   */
  Command find(UUID command);

  /** A page of commands, the newest first. */
  CommandPage list(CommandQuery query);
}
