/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.list;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import io.roster.console.account.SignedIn;
import io.roster.console.ui.TestId;
import io.roster.registry.access.Role;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What can be done to one row, in a menu at its end. */
public final class RowActions {

  /** The key of the menu's column. */
  public static final String COLUMN = "row-actions";

  private RowActions() {}

  /**
   * One entry of the menu.
   *
   * @param needs the role that it needs; who lacks it sees the entry disabled
   * @param act is given the row and what to run when something was done
   */
  public record Choice<T>(String label, String testId, Role needs, BiConsumer<T, Runnable> act) {}

  /**
   * @param name what the row is, for screen readers: {@code replica 4f…}
   */
  @SafeVarargs
  public static <T> void on(Columns<T> columns, Function<T, String> name, Choice<T>... choices) {
    List<Choice<T>> all = List.of(choices);
    columns
        .grid()
        .addColumn(
            new ComponentRenderer<>(
                row -> new Menu<>(columns, row, name.apply(row), all), RowActions::update))
        .setKey(COLUMN)
        .setHeader("")
        .setAutoWidth(false)
        .setFrozenToEnd(true)
        .setWidth("3.25rem")
        .setFlexGrow(0);
  }

  /** The same row in another state: what was sent of its menu still holds. */
  @SuppressWarnings("unchecked")
  private static <T> Component update(Component menu, T row) {
    ((Menu<T>) menu).row = row;
    return menu;
  }

  /** The menu of a row, which acts on the row as it was read last. */
  private static final class Menu<T> extends MenuBar {

    private transient T row;

    Menu(Columns<T> columns, T row, String name, List<Choice<T>> choices) {
      this.row = row;
      addThemeVariants(MenuBarVariant.LUMO_TERTIARY, MenuBarVariant.LUMO_SMALL);
      TestId.on(this, "row-menu");
      MenuItem dots = addItem("⋯");
      dots.setAriaLabel("Actions on " + name);
      for (Choice<T> choice : choices) {
        MenuItem item =
            dots.getSubMenu()
                .addItem(choice.label(), click -> choice.act().accept(this.row, columns::refresh));
        item.setEnabled(SignedIn.may(choice.needs()));
        TestId.on(item, choice.testId());
      }
    }
  }
}
