/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.jpa;

import io.roster.registry.command.Command;
import io.roster.registry.command.CommandPage;
import io.roster.registry.command.CommandQuery;
import io.roster.registry.command.CommandQuery.Place;
import io.roster.registry.command.model.CommandPictures;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.jdbc.PooledDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Commands as they are committed, read with one statement each. */
@ApplicationScoped
public class SqlCommandPictures implements CommandPictures {

  private static final String OPEN =
      "select "
          + CommandRows.COLUMNS
          + "from command c where c.state in ('PENDING', 'DELIVERED', 'ACKNOWLEDGED')";

  private static final String ONE =
      "select " + CommandRows.COLUMNS + "from command c where c.id = ?";

  private DataSource database;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public SqlCommandPictures() {}

  @Inject
  public SqlCommandPictures(PooledDataSource database) {
    this(database.pool());
  }

  public SqlCommandPictures(DataSource database) {
    this.database = database;
  }

  /** Gives a statement its parameters. */
  private interface Filling {
    void fill(PreparedStatement query, Connection connection) throws SQLException;
  }

  @Override
  public List<Command> open() {
    return read(OPEN, (query, connection) -> {});
  }

  @Override
  public Optional<Command> find(UUID id) {
    return read(ONE, (query, connection) -> query.setObject(1, id)).stream().findFirst();
  }

  @Override
  public CommandPage list(CommandQuery wanted) {
    List<Object> values = new ArrayList<>();
    String statement = statement(wanted, values);
    List<Command> found =
        read(
            statement,
            (query, connection) -> {
              int place = 1;
              for (Object value : values) {
                query.setObject(
                    place++,
                    value instanceof String[] texts
                        ? connection.createArrayOf("text", texts)
                        : value);
              }
            });
    if (found.size() <= wanted.pageSize()) {
      return new CommandPage(found, Optional.empty());
    }
    List<Command> page = found.subList(0, wanted.pageSize());
    Command last = page.get(page.size() - 1);
    return new CommandPage(page, Optional.of(new Place(last.createdAt(), last.id())));
  }

  /** One more than the page holds is read, to know whether there is another page. */
  private static String statement(CommandQuery wanted, List<Object> values) {
    StringBuilder text =
        new StringBuilder("select ")
            .append(CommandRows.COLUMNS)
            .append("from command c where true");
    if (!wanted.states().isEmpty()) {
      text.append(" and c.state = any (?)");
      values.add(names(wanted.states()));
    }
    if (!wanted.kinds().isEmpty()) {
      text.append(" and c.kind = any (?)");
      values.add(names(wanted.kinds()));
    }
    wanted
        .target()
        .ifPresent(
            target -> {
              text.append(" and c.target = ?");
              values.add(target);
            });
    wanted
        .worker()
        .ifPresent(
            worker -> {
              text.append(" and (c.worker_id = ? or c.target = ?)");
              values.add(worker);
              values.add(worker);
            });
    wanted
        .after()
        .ifPresent(
            place -> {
              text.append(" and (c.created_at, c.id) < (?, ?)");
              values.add(place.createdAt().atOffset(ZoneOffset.UTC));
              values.add(place.id());
            });
    text.append(" order by c.created_at desc, c.id desc limit ?");
    values.add(wanted.pageSize() + 1);
    return text.toString();
  }

  private static String[] names(Set<? extends Enum<?>> values) {
    return values.stream().map(Enum::name).toArray(String[]::new);
  }

  private List<Command> read(String statement, Filling filling) {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(statement)) {
      filling.fill(query, connection);
      List<Command> commands = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          commands.add(CommandRows.read(row));
        }
      }
      return commands;
    } catch (SQLException away) {
      throw new DatabaseAway(away);
    }
  }
}
