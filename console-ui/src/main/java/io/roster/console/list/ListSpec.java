/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.list;

import com.vaadin.flow.component.Component;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What one list is about.
 *
 * @param name for tests and styles: {@code replicas}
 * @param label for screen readers: {@code Replicas}
 * @param read reads a page
 * @param id by which a row stays the same row
 * @param nothing what stands in place of an empty list that no filter empties
 * @param beating whether rows change without an entry in the journal
 */
public record ListSpec<T>(
    String name,
    String label,
    Function<ListState, Rows<T>> read,
    Function<T, Object> id,
    List<Filter> filters,
    Consumer<Columns<T>> columns,
    Supplier<Component> nothing,
    boolean beating) {

  public ListSpec {
    filters = List.copyOf(filters);
  }
}
