/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.backup;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a backup is of. Written as one {@code name=value} a line, so that a person can read it in
 * the archive.
 *
 * @param product the version of Roster that made it
 * @param schema the version of the schema that the tables have
 * @param cluster the id of the cluster
 * @param revision the newest revision that is in it
 * @param epoch the newest leadership that is in it
 * @param time when, by the database's clock
 */
public record Manifest(
    String product,
    int schema,
    String cluster,
    long revision,
    long epoch,
    Instant time,
    List<Table> tables) {

  /** The version of this format. */
  static final int FORMAT = 1;

  private static final String FORMAT_LINE = "roster-backup=";
  private static final String TABLE = "table";

  /**
   * A table.
   *
   * @param columns the columns, in the order in which each row has them
   * @param sha256 of the rows as they stand in the archive
   */
  public record Table(String name, List<String> columns, long rows, String sha256) {
    public Table {
      columns = List.copyOf(columns);
    }
  }

  public Manifest {
    tables = List.copyOf(tables);
  }

  /** What it says of a table; empty when the table is not in it. */
  public Optional<Table> table(String name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst();
  }

  /** As it stands in the archive. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(FORMAT_LINE).append(FORMAT).append('\n');
    line(text, "product", product);
    line(text, "schema", schema);
    line(text, "cluster", cluster);
    line(text, "revision", revision);
    line(text, "epoch", epoch);
    line(text, "time", time);
    for (Table table : tables) {
      line(
          text,
          TABLE,
          String.join(
              " ",
              table.name(),
              Long.toString(table.rows()),
              table.sha256(),
              String.join(",", table.columns())));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append(name).append('=').append(value).append('\n');
  }

  /**
   * Reads it.
   *
   * @throws UnusableBackup when it is of another format, or none
   */
  public static Manifest read(String text) throws UnusableBackup {
    List<String> lines = text.lines().toList();
    requireFormat(lines.isEmpty() ? "" : lines.get(0));
    Map<String, String> facts = new LinkedHashMap<>();
    List<Table> tables = new ArrayList<>();
    try {
      for (String line : lines) {
        String[] parts = line.split("=", 2);
        if (parts[0].equals(TABLE)) {
          tables.add(readTable(parts[1]));
        } else {
          facts.put(parts[0], parts[1]);
        }
      }
      return new Manifest(
          fact(facts, "product"),
          Integer.parseInt(fact(facts, "schema")),
          fact(facts, "cluster"),
          Long.parseLong(fact(facts, "revision")),
          Long.parseLong(fact(facts, "epoch")),
          Instant.parse(fact(facts, "time")),
          tables);
    } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException unreadable) {
      throw new UnusableBackup(
          "has a manifest that cannot be read. Take another backup", unreadable);
    }
  }

  private static void requireFormat(String first) throws UnusableBackup {
    if (!first.startsWith(FORMAT_LINE)) {
      throw new UnusableBackup("is no backup of a registry. Check the path");
    }
    String format = first.substring(FORMAT_LINE.length());
    if (!format.equals(Integer.toString(FORMAT))) {
      throw new UnusableBackup(
          "is a backup of another version: its format is "
              + format
              + ", and this version of Roster reads format "
              + FORMAT
              + ". Restore it with the version that made it");
    }
  }

  private static Table readTable(String text) {
    String[] parts = text.split(" ", 4);
    return new Table(parts[0], List.of(parts[3].split(",")), Long.parseLong(parts[1]), parts[2]);
  }

  private static String fact(Map<String, String> facts, String name) {
    String value = facts.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("no " + name);
    }
    return value;
  }
}
