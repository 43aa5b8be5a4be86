/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.jpa;

import io.roster.registry.replica.model.TextList;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.sql.Array;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a {@code text[]} column. Such columns are written by statements of their own. */
@Converter(autoApply = true)
public class TextListColumn implements AttributeConverter<TextList, Object> {

  @Override
  public Object convertToDatabaseColumn(@Nullable TextList texts) {
    throw new UnsupportedOperationException("text[] is not written through JPA");
  }

  @Override
  public TextList convertToEntityAttribute(@Nullable Object column) {
    if (column == null) {
      return new TextList(List.of());
    }
    try {
      return new TextList(List.of((String[]) elements(column)));
    } catch (SQLException unreadable) {
      throw new IllegalStateException("a text[] cannot be read", unreadable);
    }
  }

  /** Some providers hand over the column's elements, some the column. */
  private static Object elements(Object column) throws SQLException {
    return column instanceof Array array ? array.getArray() : column;
  }
}
