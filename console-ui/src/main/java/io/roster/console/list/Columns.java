/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.list;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.Grid.Column;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.renderer.Renderer;
import io.roster.console.ui.ByteCounts;
import io.roster.console.ui.Mark;
import io.roster.console.ui.Times;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The columns of a list. Whatever comes from outside is written as text, never as markup.
 *
 * @param <T> the rows
 */
public final class Columns<T> {

  /** Of an id of which only the end is shown. */
  private static final int WHOLE = 8;

  private final Grid<T> grid;
  private final Runnable refresh;

  /**
   * @param refresh reads the rows anew
   */
  Columns(Grid<T> grid, Runnable refresh) {
    this.grid = grid;
    this.refresh = refresh;
  }

  public Column<T> text(String header, String width, Function<T, String> value) {
    return styled(header, "", width, value);
  }

  public Column<T> mono(String header, String width, Function<T, String> value) {
    return styled(header, "mono", width, value);
  }

  public Column<T> number(String header, String width, Function<T, ?> value) {
    return styled(header, "num", width, row -> String.valueOf(value.apply(row)));
  }

  /** An id of which the end tells more than the beginning, which many share. */
  public Column<T> ending(String header, String width, Function<T, String> value) {
    return styled(header, "", width, value, Columns::ending);
  }

  static String ending(String id) {
    return id.length() <= WHOLE ? id : "…" + id.substring(id.length() - WHOLE + 1);
  }

  private Column<T> styled(String header, String style, String width, Function<T, String> value) {
    return styled(header, style, width, value, text -> text);
  }

  private Column<T> styled(
      String header,
      String style,
      String width,
      Function<T, String> value,
      UnaryOperator<String> shown) {
    return add(
        header,
        width,
        LitRenderer.<T>of(
                watched(
                    "<span class=\"" + style + "\" title=\"${item.whole}\">${item.text}</span>",
                    "item.whole"))
            .withProperty("text", value.andThen(shown)::apply)
            .withProperty("whole", value::apply));
  }

  /** A text that leads to a view; where the address is empty it is only a text. */
  public Column<T> link(
      String header, String width, Function<T, String> value, Function<T, String> address) {
    return add(
        header,
        width,
        LitRenderer.<T>of(
                "${item.to ? html`<a class=\"mono\" router-link href=\"${item.to}\""
                    + " title=\"${item.text}\">${item.text}</a>` : html`<span class=\"mono\""
                    + " title=\"${item.text}\">${item.text}</span>`}")
            .withProperty("text", value::apply)
            .withProperty("to", address::apply));
  }

  public Column<T> mark(String header, String width, Function<T, Mark> mark) {
    return mark(header, width, mark, row -> "");
  }

  /** A state that says more when it is pointed at. */
  public Column<T> mark(
      String header, String width, Function<T, Mark> mark, Function<T, String> more) {
    return add(
        header,
        width,
        LitRenderer.<T>of(
                watched(
                    "<span class=\"mark mark-${item.tone}\" title=\"${item.more}\"><span"
                        + " class=\"mark-shape\" aria-hidden=\"true\"></span>"
                        + "<span>${item.word}</span></span>",
                    "item.word"))
            .withProperty("tone", row -> mark.apply(row).tone().style())
            .withProperty("word", row -> mark.apply(row).word())
            .withProperty("more", more::apply));
  }

  /** A time in the way that the person chose. */
  public Column<T> time(String header, String width, Function<T, Instant> value) {
    return optionalTime(header, width, row -> Optional.of(value.apply(row)));
  }

  public Column<T> optionalTime(String header, String width, Function<T, Optional<Instant>> value) {
    return timeText(header, width, "", value);
  }

  /** A time of which it matters how long ago it was. */
  public Column<T> age(String header, String width, Function<T, Instant> value) {
    return optionalAge(header, width, row -> Optional.of(value.apply(row)));
  }

  public Column<T> optionalAge(String header, String width, Function<T, Optional<Instant>> value) {
    return timeText(header, width, "relative", value);
  }

  private Column<T> timeText(
      String header, String width, String mode, Function<T, Optional<Instant>> value) {
    return add(
        header,
        width,
        LitRenderer.<T>of(
                "<time-text class=\"num\" .at=\"${item.at}\" mode=\"" + mode + "\"></time-text>")
            .withProperty("at", row -> value.apply(row).map(Times::iso).orElse("")));
  }

  public Column<T> bytes(String header, String width, Function<T, Long> value) {
    return add(
        header,
        width,
        LitRenderer.<T>of(
                watched(
                    "<span class=\"num\" title=\"${item.exact}\">${item.text}</span>",
                    "item.exact"))
            .withProperty("text", row -> ByteCounts.human(value.apply(row)))
            .withProperty("exact", row -> ByteCounts.exact(value.apply(row))));
  }

  /** A box in front of each row, to choose it. */
  public void picks(Picks picks, Function<T, String> id) {
    grid.addColumn(
            LitRenderer.<T>of(
                    "<input type=\"checkbox\" class=\"pick\" data-testid=\"pick\""
                        + " aria-label=\"Choose ${item.id}\" .checked=\"${item.picked}\""
                        + " @change=\"${pick}\" />")
                .withProperty("id", id::apply)
                .withProperty("picked", row -> picks.contains(id.apply(row)))
                .withFunction("pick", row -> picks.toggle(id.apply(row))))
        .setHeader("")
        .setWidth("2.75rem")
        .setFlexGrow(0);
  }

  /**
   * A template whose cell is marked for a moment when the value changes.
   *
   * @param value what is compared, as the template's language says it: {@code item.text}
   */
  public static String watched(String template, String value) {
    return template + "<cell-watch .sight=\"${[itemKey, " + value + "]}\"></cell-watch>";
  }

  public Column<T> add(String header, String width, Renderer<T> renderer) {
    return grid.addColumn(renderer)
        .setHeader(header)
        .setResizable(true)
        .setSortable(false)
        .setWidth(width)
        .setFlexGrow(1);
  }

  /** Lets the database sort by this column. */
  public static <T> void sorts(Column<T> column, Enum<?> by) {
    column.setSortProperty(ListState.word(by)).setSortable(true).setKey(ListState.word(by));
  }

  public Grid<T> grid() {
    return grid;
  }

  void refresh() {
    refresh.run();
  }
}
