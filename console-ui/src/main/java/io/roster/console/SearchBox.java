/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.textfield.TextFieldVariant;
import com.vaadin.flow.router.QueryParameters;
import io.roster.console.ui.TestId;

/** Takes any id, the beginning of one, or an address, and goes to what it names. */
final class SearchBox extends Composite<TextField> {

  private static final int LONGEST = 512;

  SearchBox() {
    TextField field = getContent();
    TestId.on(field, "search");
    field.addClassName("search-box");
    field.setPlaceholder("Find any id or address");
    field.setAriaLabel("Find a worker, an artifact, a key, anything by its id or address");
    field.setMaxLength(LONGEST);
    field.addThemeVariants(TextFieldVariant.LUMO_SMALL);
    field.getElement().setAttribute("data-find", true);
    field.addKeyDownListener(Key.ENTER, pressed -> find(field.getValue().strip()));
  }

  private void find(String text) {
    if (!text.isEmpty()) {
      getContent().clear();
      getUI().ifPresent(ui -> ui.navigate("find", QueryParameters.of("q", text)));
    }
  }
}
