/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.action;

import io.roster.registry.access.Role;
import io.roster.registry.command.Order;
import java.util.List;
import java.util.Optional;

/**
 * Something that a person may do, with everything that the dialog cannot find out by itself.
 *
 * @param id short name, for tests and styles: {@code drain}
 * @param title verb and object: {@code Drain worker w-12}
 * @param verb what the button says: {@code Drain}
 * @param needs the role that the service asks for
 * @param orders what is wanted, one for each target; empty when the form says it
 */
public record Action(
    String id,
    String title,
    String verb,
    Role needs,
    List<Order> orders,
    Optional<ActionForm> form) {

  /** More targets at once are a script's business. */
  public static final int MOST_TARGETS = 50;

  public Action {
    orders = List.copyOf(orders);
  }
}
