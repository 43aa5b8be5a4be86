/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.page.jpa;

import io.roster.registry.page.Count;
import io.roster.registry.page.Moment;
import io.roster.registry.page.Page;
import io.roster.registry.page.PageToken;
import io.roster.registry.page.Paging;
import io.roster.registry.page.Paging.Direction;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.InvalidRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * A list that is filtered and ordered by the database. A page begins after a row, which an index
 * leads to, and what is looked up for each row is looked up for those of the page alone.
 */
public final class ListSql {

  private static final String MOMENT = "select revision, clock_timestamp() from journal_head";

  /** The text of a value is none of its type. */
  private static final String UNREADABLE_VALUES = "22";

  private final String name;
  private final String columns;
  private final String more;
  private final String from;
  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  /** Makes something of a row; its columns are found by their names. */
  @FunctionalInterface
  public interface Reading<T> {
    T row(ResultSet row) throws SQLException;
  }

  /**
   * @param name for page tokens: {@code workers}
   * @param columns what is selected of the rows
   * @param more what is selected besides for the rows of the page, which are called {@code p}; may
   *     be empty
   * @param from the tables
   */
  public ListSql(String name, String columns, String more, String from) {
    this.name = name;
    this.columns = columns;
    this.more = more;
    this.from = from;
  }

  /** Lets only such rows through; the values take the places of the question marks. */
  public ListSql where(String condition, Object... parameters) {
    conditions.add(condition);
    values.addAll(List.of(parameters));
    return this;
  }

  /** The same, when there is a value. */
  public ListSql where(String condition, Optional<?> parameter) {
    parameter.ifPresent(value -> where(condition, value));
    return this;
  }

  /** Any of some names; all when there are none. */
  public ListSql whereAny(String expression, Iterable<?> names) {
    List<String> texts = new ArrayList<>();
    names.forEach(one -> texts.add(one.toString()));
    return texts.isEmpty()
        ? this
        : where(expression + " = any (?)", (Object) texts.toArray(String[]::new));
  }

  /** Texts that begin so, by an index in the order of bytes. */
  public ListSql whereBegins(String expression, Optional<String> prefix) {
    prefix
        .filter(beginning -> !beginning.isEmpty())
        .ifPresent(
            beginning ->
                where(
                    "%1$s collate \"C\" >= ? and %1$s collate \"C\" < ?".formatted(expression),
                    beginning,
                    beginning + Character.toString(Character.MAX_CODE_POINT)));
    return this;
  }

  /** Reads a page, and counts. */
  public <S extends Enum<S>, T> Page<T> read(
      DataSource database, Paging<S> paging, List<SortColumn> order, Reading<T> reading) {
    try (Connection connection = database.getConnection()) {
      // First, so that everything up to this revision is in what is read afterwards.
      Moment moment = moment(connection);
      Count count = count(connection);
      if (count.atLeast() == 0) {
        // To look for rows that are not there may take as long as to count them.
        return new Page<>(List.of(), Optional.empty(), count, moment);
      }
      return page(connection, paging, order, reading, count, moment);
    } catch (SQLException failed) {
      if (paging.after().isPresent() && isUnreadable(failed)) {
        throw new InvalidRequest("page_token", "is not one that this registry gave");
      }
      throw new DatabaseAway(failed);
    }
  }

  private static boolean isUnreadable(SQLException failed) {
    return failed.getSQLState() != null && failed.getSQLState().startsWith(UNREADABLE_VALUES);
  }

  /** At which moment it is now. */
  public static Moment moment(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(MOMENT);
        ResultSet row = query.executeQuery()) {
      row.next();
      return new Moment(row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant());
    }
  }

  private Count count(Connection connection) throws SQLException {
    String statement =
        "select count(*) from (select 1 from %s%s limit %d) counted"
            .formatted(from, where(conditions), Count.MOST + 1);
    try (PreparedStatement query = connection.prepareStatement(statement)) {
      bind(connection, query, values);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return Count.of(row.getLong(1));
      }
    }
  }

  private <S extends Enum<S>, T> Page<T> page(
      Connection connection,
      Paging<S> paging,
      List<SortColumn> order,
      Reading<T> reading,
      Count count,
      Moment moment)
      throws SQLException {
    String id = name + " " + paging.sort().name() + " " + paging.direction().name();
    List<Object> bound = new ArrayList<>(values);
    paging.after().ifPresent(token -> bound.addAll(Tokens.read(token, id, order.size())));
    List<T> rows = new ArrayList<>();
    List<String> place = List.of();
    boolean another = false;
    try (PreparedStatement query = connection.prepareStatement(statement(paging, order))) {
      bind(connection, query, bound);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          if (rows.size() == paging.size()) {
            another = true;
            break;
          }
          rows.add(reading.row(row));
          place = place(row, order.size());
        }
      }
    }
    Optional<PageToken> next = another ? Optional.of(Tokens.write(id, place)) : Optional.empty();
    return new Page<>(rows, next, count, moment);
  }

  private static List<String> place(ResultSet row, int columns) throws SQLException {
    List<String> place = new ArrayList<>(columns);
    for (int i = 0; i < columns; i++) {
      place.add(row.getString("place_" + i));
    }
    return place;
  }

  /** One more than the page holds is read, to know whether there is another page. */
  String statement(Paging<?> paging, List<SortColumn> order) {
    List<String> all = new ArrayList<>(conditions);
    if (paging.after().isPresent()) {
      all.add(after(paging.direction(), order));
    }
    String direction = paging.direction() == Direction.ASCENDING ? "" : " desc";
    String places =
        IntStream.range(0, order.size())
            .mapToObj(i -> "%s as place_%d".formatted(order.get(i).expression(), i))
            .collect(Collectors.joining(", "));
    String inner =
        "select %s, %s from %s%s order by %s limit %d"
            .formatted(
                columns,
                places,
                from,
                where(all),
                order.stream()
                    .map(column -> column.expression() + direction)
                    .collect(Collectors.joining(", ")),
                paging.size() + 1);
    return more.isEmpty()
        ? inner
        : "select p.*, %s from (%s) p order by %s"
            .formatted(
                more,
                inner,
                IntStream.range(0, order.size())
                    .mapToObj(i -> "place_" + i + direction)
                    .collect(Collectors.joining(", ")));
  }

  private static String after(Direction direction, List<SortColumn> order) {
    String expressions =
        order.stream().map(SortColumn::expression).collect(Collectors.joining(", "));
    String place =
        order.stream()
            .map(column -> "cast(? as " + column.type() + ")")
            .collect(Collectors.joining(", "));
    return "(%s) %s (%s)"
        .formatted(expressions, direction == Direction.ASCENDING ? ">" : "<", place);
  }

  private static String where(List<String> conditions) {
    StringJoiner joined = new StringJoiner(" and ", " where ", "").setEmptyValue("");
    conditions.forEach(joined::add);
    return joined.toString();
  }

  /** The values of the filter, for a statement of the same tables. */
  public List<Object> values() {
    return Collections.unmodifiableList(values);
  }

  /** Gives a statement its parameters. */
  public static void bind(Connection connection, PreparedStatement query, List<?> values)
      throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      query.setObject(
          i + 1, value instanceof String[] texts ? connection.createArrayOf("text", texts) : value);
    }
  }
}
