/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.list;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import io.roster.console.ui.Mark;
import io.roster.console.ui.TestId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Words to choose from: any number of them, or one at a time. */
public final class ChoiceFilter implements Filter {

  private final String name;
  private final boolean several;
  private final Div group = new Div();
  private final Map<String, Button> buttons = new LinkedHashMap<>();
  private final Set<String> chosen = new LinkedHashSet<>();
  private Consumer<String> listener = value -> {};

  private <E extends Enum<?>> ChoiceFilter(
      String name, String label, List<E> choices, Function<E, String> words, boolean several) {
    this.name = name;
    this.several = several;
    group.addClassName("segments");
    group.getElement().setAttribute("role", "group").setAttribute("aria-label", label);
    for (E choice : choices) {
      String word = ListState.word(choice);
      Button button = new Button(words.apply(choice), click -> toggle(word));
      TestId.on(button, name + "-" + word);
      button.addThemeVariants(ButtonVariant.LUMO_SMALL);
      button.addClassName("segment");
      buttons.put(word, button);
      group.add(button);
    }
  }

  public static ChoiceFilter any(String name, String label, List<? extends Enum<?>> choices) {
    return any(name, label, choices, Mark::word);
  }

  /**
   * @param words what the choices are called on the screen; in the address each keeps its own name
   */
  public static <E extends Enum<?>> ChoiceFilter any(
      String name, String label, List<E> choices, Function<E, String> words) {
    return new ChoiceFilter(name, label, choices, words, true);
  }

  public static ChoiceFilter one(String name, String label, List<? extends Enum<?>> choices) {
    return new ChoiceFilter(name, label, choices, Mark::word, false);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Component component() {
    return group;
  }

  @Override
  public void show(String value) {
    chosen.clear();
    Stream.of(value.split(",")).filter(buttons::containsKey).forEach(chosen::add);
    buttons.forEach(
        (word, button) ->
            button
                .getElement()
                .setAttribute("aria-pressed", String.valueOf(chosen.contains(word))));
  }

  @Override
  public void onChange(Consumer<String> newListener) {
    listener = newListener;
  }

  private void toggle(String word) {
    Set<String> next = several ? new LinkedHashSet<>(chosen) : new LinkedHashSet<>();
    if (chosen.contains(word)) {
      next.remove(word);
    } else {
      next.add(word);
    }
    listener.accept(String.join(",", next));
  }
}
