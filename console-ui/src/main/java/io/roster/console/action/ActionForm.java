/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.action;

import com.vaadin.flow.component.Component;
import io.roster.registry.command.Order;
import java.util.Optional;

/** What an action must be told besides the reason. */
public interface ActionForm {

  Component fields();

  /** What is missing or wrong, as a sentence. */
  Optional<String> problem();

  /** What is wanted, when nothing is missing. */
  Order order();

  /** Calls this when something is entered. */
  void onChange(Runnable listener);
}
