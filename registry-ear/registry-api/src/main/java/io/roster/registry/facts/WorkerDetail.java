/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.command.Command;
import io.roster.registry.instance.InstanceView;
import io.roster.registry.page.Moment;
import java.util.List;

/**
 * All about one worker. Its replicas, transports and events are lists of their own.
 *
 * @param copies what it holds, one entry for each type of memory that it uses
 * @param transportsFrom how many transports it serves now
 * @param transportsTo how many it receives now
 * @param openCommands what was asked of it and is not finished, the newest first
 */
public record WorkerDetail(
    WorkerFact worker,
    BeatStrip beats,
    List<Copies> copies,
    List<InstanceView> instances,
    long transportsFrom,
    long transportsTo,
    List<Command> openCommands,
    Moment asOf) {

  public WorkerDetail {
    copies = List.copyOf(copies);
    instances = List.copyOf(instances);
    openCommands = List.copyOf(openCommands);
  }
}
