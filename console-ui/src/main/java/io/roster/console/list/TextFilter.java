/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.list;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.textfield.TextFieldVariant;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.roster.console.ui.TestId;
import java.util.function.Consumer;

/** A text to look for. */
public final class TextFilter implements Filter {

  private static final int LONGEST = 200;

  private final String name;
  private final TextField field = new TextField();

  /**
   * @param hint what is looked through: {@code Id, daemon, node or address}
   */
  public TextFilter(String name, String label, String hint) {
    this.name = name;
    TestId.on(field, "filter-" + name);
    field.setPlaceholder(hint);
    field.setAriaLabel(label);
    field.setClearButtonVisible(true);
    field.setValueChangeMode(ValueChangeMode.LAZY);
    field.setMaxLength(LONGEST);
    field.addThemeVariants(TextFieldVariant.LUMO_SMALL);
  }

  /** The one that the key {@code /} leads to. */
  public TextFilter first() {
    field.getElement().setAttribute("data-search", true);
    field.addClassName("search");
    return this;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Component component() {
    return field;
  }

  @Override
  public void show(String value) {
    field.setValue(value);
  }

  @Override
  public void onChange(Consumer<String> listener) {
    field.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            listener.accept(change.getValue());
          }
        });
  }
}
