/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.jdbc;

import io.roster.registry.platform.JsonValues;
import jakarta.json.JsonObject;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/** JSON objects in {@code jsonb} columns, which take no plain text. */
@Converter(autoApply = true)
public class JsonColumn implements AttributeConverter<JsonObject, Object> {

  @Override
  public @Nullable Object convertToDatabaseColumn(@Nullable JsonObject json) {
    if (json == null) {
      return null;
    }
    try {
      PGobject column = new PGobject();
      column.setType("jsonb");
      column.setValue(json.toString());
      return column;
    } catch (SQLException impossible) {
      throw new IllegalStateException("any text is a value of it", impossible);
    }
  }

  @Override
  public @Nullable JsonObject convertToEntityAttribute(@Nullable Object column) {
    if (column == null) {
      return null;
    }
    return JsonValues.readObject(column.toString());
  }
}
