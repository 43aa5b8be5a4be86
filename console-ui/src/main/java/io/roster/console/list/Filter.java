/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.list;

import com.vaadin.flow.component.Component;
import java.util.function.Consumer;

/** One control above a list; its value is a parameter of the address. */
public interface Filter {

  String name();

  Component component();

  void show(String value);

  /** Calls this with each value that a person enters. */
  void onChange(Consumer<String> listener);
}
