/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.jpa;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A database that tells how it finds what it is asked for. */
final class ExplainedDatabase {

  private final DataSource database;
  private final List<String> plans = new ArrayList<>();

  ExplainedDatabase(DataSource database) {
    this.database = database;
  }

  DataSource dataSource() {
    return proxy(
        DataSource.class,
        (method, arguments) ->
            method.getName().equals("getConnection")
                ? connection(database.getConnection())
                : method.invoke(database, arguments));
  }

  /** How the questions since the last call were answered. */
  List<String> takePlans() {
    List<String> taken = List.copyOf(plans);
    plans.clear();
    return taken;
  }

  private interface Call {
    Object run(Method method, Object[] arguments)
        throws SQLException, IllegalAccessException, InvocationTargetException;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (unused, method, arguments) -> {
              try {
                return call.run(method, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            }));
  }

  private Connection connection(Connection real) {
    return proxy(
        Connection.class,
        (method, arguments) ->
            method.getName().equals("prepareStatement")
                ? statement(
                    real.prepareStatement((String) arguments[0]),
                    real.prepareStatement("explain " + arguments[0]))
                : method.invoke(real, arguments));
  }

  /** Whatever is bound to the question is bound to the question after its plan too. */
  private PreparedStatement statement(PreparedStatement real, PreparedStatement explained) {
    return proxy(
        PreparedStatement.class,
        (method, arguments) -> {
          if (method.getName().startsWith("set") || method.getName().equals("close")) {
            method.invoke(explained, arguments);
          }
          if (method.getName().equals("executeQuery")) {
            // The plan first, since a closed question closes it too.
            plans.add(read(explained));
          }
          return method.invoke(real, arguments);
        });
  }

  private static String read(PreparedStatement explained) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (ResultSet row = explained.executeQuery()) {
      while (row.next()) {
        plan.append(row.getString(1)).append('\n');
      }
    }
    return plan.toString();
  }
}
