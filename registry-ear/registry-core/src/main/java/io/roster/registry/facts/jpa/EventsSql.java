/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.jpa;

import io.roster.registry.facts.EventFilter;
import io.roster.registry.facts.EventPage;
import io.roster.registry.facts.EventSort;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.page.Moment;
import io.roster.registry.page.PageToken;
import io.roster.registry.page.Paging;
import io.roster.registry.page.Paging.Direction;
import io.roster.registry.page.jpa.ListSql;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.InvalidRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Entries of the journal. Subjects, kinds and actors have no index, since every change would pay
 * for it: a page looks at so many revisions at most, and the next one goes on from there. Times
 * have none either: revisions are in their order, so a time is found by halving.
 */
final class EventsSql {

  /** How many revisions one page looks at. */
  static final long WINDOW = 50_000;

  private static final Pattern TOKEN = Pattern.compile("events-([ad])-(\\d{1,18})");

  private static final String FIRST_AT_OR_AFTER =
      "select revision, at from journal where revision >= ? order by revision limit 1";

  private final Reader reader;

  EventsSql(Reader reader) {
    this.reader = reader;
  }

  /** Revisions from and to, both included. */
  private record Span(long first, long last) {
    boolean isEmpty() {
      return first > last;
    }
  }

  EventPage list(EventFilter filter, Paging<EventSort> paging) {
    try (Connection connection = reader.database().getConnection()) {
      Moment moment = ListSql.moment(connection);
      Span whole = whole(connection, filter, moment);
      boolean forward = paging.direction() == Direction.ASCENDING;
      Span left = after(whole, paging.after(), forward);
      if (left.isEmpty()) {
        return new EventPage(
            List.of(), Optional.empty(), forward ? whole.last() : whole.first(), moment);
      }
      Span window = window(left, forward);
      List<JournalEntry> found = read(connection, filter, window, paging);
      boolean full = found.size() > paging.size();
      List<JournalEntry> page = full ? found.subList(0, paging.size()) : found;
      long searchedTo =
          full ? page.get(page.size() - 1).revision() : forward ? window.last() : window.first();
      boolean more = forward ? searchedTo < left.last() : searchedTo > left.first();
      return new EventPage(
          page,
          more ? Optional.of(token(searchedTo, forward)) : Optional.empty(),
          searchedTo,
          moment);
    } catch (SQLException failed) {
      throw new DatabaseAway(failed);
    }
  }

  private static Span after(Span whole, Optional<PageToken> token, boolean forward) {
    if (token.isEmpty()) {
      return whole;
    }
    var read = TOKEN.matcher(token.get().text());
    if (!read.matches() || read.group(1).equals("a") != forward) {
      throw new InvalidRequest("page_token", "belongs to another list or another order");
    }
    long revision = Long.parseLong(read.group(2));
    return forward
        ? new Span(Math.max(whole.first(), revision + 1), whole.last())
        : new Span(whole.first(), Math.min(whole.last(), revision - 1));
  }

  private static PageToken token(long revision, boolean forward) {
    return new PageToken("events-" + (forward ? "a-" : "d-") + revision);
  }

  private static Span window(Span left, boolean forward) {
    return forward
        ? new Span(left.first(), Math.min(left.last(), left.first() + WINDOW - 1))
        : new Span(Math.max(left.first(), left.last() - WINDOW + 1), left.last());
  }

  private static Span whole(Connection connection, EventFilter filter, Moment moment)
      throws SQLException {
    long first = oldest(connection);
    long from =
        filter.from().isPresent()
            ? firstSince(connection, filter.from().get(), first, moment.revision())
            : first;
    long to =
        filter.to().isPresent()
            ? firstSince(connection, filter.to().get(), first, moment.revision()) - 1
            : moment.revision();
    return new Span(from, to);
  }

  /** Also what a restore left behind, which nobody can follow any more. */
  private static long oldest(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("select oldest from journal_head");
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** The first revision that is not before a time; one more than the last when there is none. */
  private static long firstSince(Connection connection, Instant time, long first, long last)
      throws SQLException {
    long low = first;
    long high = last + 1;
    try (PreparedStatement query = connection.prepareStatement(FIRST_AT_OR_AFTER)) {
      while (low < high) {
        long middle = low + (high - low) / 2;
        query.setLong(1, middle);
        try (ResultSet row = query.executeQuery()) {
          if (!row.next() || !Reader.time(row, "at").isBefore(time)) {
            high = middle;
          } else {
            low = row.getLong("revision") + 1;
          }
        }
      }
    }
    return low;
  }

  private static List<JournalEntry> read(
      Connection connection, EventFilter filter, Span window, Paging<EventSort> paging)
      throws SQLException {
    List<Object> values = new ArrayList<>(List.of(window.first(), window.last()));
    StringBuilder statement =
        new StringBuilder(
            "select revision, at, epoch, coordinator, actor, kind, subject, before::text,"
                + " after::text from journal where revision between ? and ?");
    if (!filter.kinds().isEmpty()) {
      statement.append(" and kind like any (?)");
      values.add(
          filter.kinds().stream()
              .map(kind -> kind.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
              .toArray(String[]::new));
    }
    if (!filter.subjects().isEmpty()) {
      statement.append(" and subject = any (?)");
      values.add(filter.subjects().toArray(String[]::new));
    }
    filter
        .actor()
        .ifPresent(
            actor -> {
              statement.append(" and actor = ?");
              values.add(actor);
            });
    statement
        .append(" order by revision ")
        .append(paging.direction() == Direction.ASCENDING ? "" : "desc ")
        .append("limit ")
        .append(paging.size() + 1);
    List<JournalEntry> entries = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(statement.toString())) {
      ListSql.bind(connection, query, values);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          entries.add(entry(row));
        }
      }
    }
    return entries;
  }

  private static JournalEntry entry(ResultSet row) throws SQLException {
    return new JournalEntry(
        row.getLong("revision"),
        Reader.time(row, "at"),
        row.getLong("epoch"),
        row.getString("coordinator"),
        row.getString("actor"),
        row.getString("kind"),
        row.getString("subject"),
        row.getString("before"),
        row.getString("after"));
  }
}
