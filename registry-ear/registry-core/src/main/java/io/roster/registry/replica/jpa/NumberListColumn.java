/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.jpa;

import io.roster.registry.replica.model.NumberList;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.sql.Array;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a {@code bigint[]} column. Such columns are written by statements of their own. */
@Converter(autoApply = true)
public class NumberListColumn implements AttributeConverter<NumberList, Object> {

  @Override
  public Object convertToDatabaseColumn(@Nullable NumberList numbers) {
    throw new UnsupportedOperationException("bigint[] is not written through JPA");
  }

  @Override
  public NumberList convertToEntityAttribute(@Nullable Object column) {
    if (column == null) {
      return new NumberList(List.of());
    }
    try {
      return new NumberList(List.of((Long[]) elements(column)));
    } catch (SQLException unreadable) {
      throw new IllegalStateException("a bigint[] cannot be read", unreadable);
    }
  }

  /** Some providers hand over the column's elements, some the column. */
  private static Object elements(Object column) throws SQLException {
    return column instanceof Array array ? array.getArray() : column;
  }
}
