/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.action;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.roster.console.ui.TestId;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.command.Order;
import io.roster.registry.replica.MemoryType;
import java.util.Optional;

/** What to prefetch, whereto, and into which memory. */
final class PrefetchForm implements ActionForm {

  private static final int LONGEST = 512;

  private final TextField worker = field("Worker", "prefetch-worker");
  private final TextField artifact = field("Artifact", "prefetch-artifact");
  private final Select<MemoryType> memory = new Select<>();
  private final Div fields = new Div(worker, artifact, memory);

  PrefetchForm(Optional<String> knownWorker, Optional<String> knownArtifact) {
    fields.addClassName("stack");
    know(worker, knownWorker);
    know(artifact, knownArtifact);
    TestId.on(memory, "prefetch-memory");
    memory.setLabel("Memory");
    memory.setHelperText("The node chooses when none is given");
    memory.setEmptySelectionAllowed(true);
    memory.setEmptySelectionCaption("Any");
    memory.setItems(MemoryType.values());
    memory.setWidthFull();
  }

  private static TextField field(String label, String testId) {
    TextField field = new TextField(label);
    TestId.on(field, testId);
    field.setWidthFull();
    field.setMaxLength(LONGEST);
    field.setRequiredIndicatorVisible(true);
    field.setValueChangeMode(ValueChangeMode.LAZY);
    return field;
  }

  private static void know(TextField field, Optional<String> value) {
    value.ifPresent(field::setValue);
    field.setVisible(value.isEmpty());
  }

  @Override
  public Component fields() {
    return fields;
  }

  @Override
  public Optional<String> problem() {
    if (worker.getValue().isBlank()) {
      return Optional.of("Say to which worker.");
    }
    return artifact.getValue().isBlank() ? Optional.of("Say which artifact.") : Optional.empty();
  }

  @Override
  public Order order() {
    return Order.prefetch(
        new WorkerId(worker.getValue().strip()),
        artifact.getValue().strip(),
        memory.getOptionalValue());
  }

  @Override
  public void onChange(Runnable listener) {
    worker.addValueChangeListener(change -> listener.run());
    artifact.addValueChangeListener(change -> listener.run());
    memory.addValueChangeListener(change -> listener.run());
  }
}
