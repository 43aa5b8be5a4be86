/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.jpa;

import io.roster.registry.journal.SubjectState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * How subjects of one kind are read for {@link SqlWholeState}. Each feature that keeps a kind of
 * subject has a bean of this type.
 */
public interface StateOfKind {

  /** The kind, as in the kinds of journal entries before the dot: {@code worker}. */
  String kindOfSubject();

  /** Reads all of them, in the transaction of the connection. */
  void read(Connection connection, Consumer<SubjectState> reader) throws SQLException;
}
