/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The columns of a table, some of them only for wide screens. */
final class Columns<R> {

  private record Column<R>(String head, boolean isWide, Function<R, String> cell) {}

  private final List<Column<R>> columns = new ArrayList<>();

  Columns<R> with(String head, Function<R, String> cell) {
    columns.add(new Column<>(head, false, cell));
    return this;
  }

  Columns<R> wide(String head, Function<R, String> cell) {
    columns.add(new Column<>(head, true, cell));
    return this;
  }

  /** Heading and rows. */
  List<String> table(List<R> rows, boolean wide) {
    List<Column<R>> shown = columns.stream().filter(c -> wide || !c.isWide()).toList();
    List<List<String>> cells = new ArrayList<>();
    cells.add(shown.stream().map(Column::head).toList());
    rows.forEach(row -> cells.add(shown.stream().map(c -> c.cell().apply(row)).toList()));
    return Text.table(cells);
  }
}
