/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.list;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.Location;
import java.util.Optional;

/** Writes into the browser's address bar where a view stands. */
public final class Addresses {

  private Addresses() {}

  public static void show(Optional<UI> ui, Location location, boolean canGoBack) {
    ui.ifPresent(
        tab -> {
          if (canGoBack) {
            tab.getPage().getHistory().pushState(null, location);
          } else {
            tab.getPage().getHistory().replaceState(null, location);
          }
        });
  }
}
