/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.action;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.roster.console.ui.TestId;
import io.roster.registry.command.Order;
import io.roster.registry.key.KeyMapping;
import java.util.Optional;

/** For which artifact a key is to stand. */
final class SwapKeyForm implements ActionForm {

  private static final int LONGEST = 512;

  private final transient KeyMapping now;
  private final TextField artifact = new TextField("New artifact");
  private final Div fields = new Div();

  SwapKeyForm(KeyMapping now) {
    this.now = now;
    TestId.on(artifact, "swap-artifact");
    artifact.setWidthFull();
    artifact.setMaxLength(LONGEST);
    artifact.setRequiredIndicatorVisible(true);
    artifact.setValueChangeMode(ValueChangeMode.LAZY);
    Span present =
        new Span(
            "It stands for "
                + now.artifactId()
                + ", generation "
                + Long.toUnsignedString(now.generation()));
    present.addClassName("aside");
    fields.add(present, artifact);
    fields.addClassName("stack");
  }

  @Override
  public Component fields() {
    return fields;
  }

  @Override
  public Optional<String> problem() {
    String wanted = artifact.getValue().strip();
    if (wanted.isEmpty()) {
      return Optional.of("Say for which artifact it is to stand.");
    }
    return wanted.equals(now.artifactId())
        ? Optional.of("It stands for that artifact already.")
        : Optional.empty();
  }

  @Override
  public Order order() {
    return Order.swapKey(now.key(), artifact.getValue().strip(), now.generation());
  }

  @Override
  public void onChange(Runnable listener) {
    artifact.addValueChangeListener(change -> listener.run());
  }
}
