/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Span;
import io.roster.console.ui.TestId;

/** Shows which keys do what. */
final class KeysDialog extends Dialog {

  KeysDialog() {
    setHeaderTitle("Keys");
    TestId.on(this, "keys-dialog");
    DescriptionList keys = new DescriptionList();
    keys.addClassName("keys");
    for (Places place : Places.values()) {
      row(keys, "Go to " + place.label(), "g", place.key());
    }
    row(keys, "Search in this view", "/");
    row(keys, "Next and former row", "j", "k");
    row(keys, "Open the row", "Enter");
    row(keys, "Choose the row, from its box", "Space");
    row(keys, "Open the menu at the row's end", "End", "Enter");
    row(keys, "Read anew", "r");
    row(keys, "Pause or resume the updates", "p");
    row(keys, "Light, dark, or as the system", "t");
    row(keys, "Times in UTC, local, or as ages", "z");
    row(keys, "Leave the search, close a dialog", "Esc");
    row(keys, "This list", "?");
    add(keys);
    Button close = new Button("Close", click -> close());
    TestId.on(close, "keys-close");
    getFooter().add(close);
  }

  private static void row(DescriptionList list, String action, String... keys) {
    DescriptionList.Term term = new DescriptionList.Term();
    for (String key : keys) {
      Span cap = new Span(key);
      cap.addClassName("key");
      term.add(cap);
    }
    list.add(term, new DescriptionList.Description(action));
  }
}
