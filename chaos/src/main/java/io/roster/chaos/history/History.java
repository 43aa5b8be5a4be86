/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** What all clients of a seed wrote down; a line for each operation in its file. */
public final class History {

  private static final String BETWEEN_COLUMNS = "\t";
  private static final String BETWEEN_PAIRS = ";";

  private final ConcurrentLinkedQueue<Operation> operations = new ConcurrentLinkedQueue<>();

  public void add(Operation operation) {
    operations.add(operation);
  }

  public List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** The operations on each subject. */
  public Map<String, List<Operation>> bySubject() {
    return operations.stream()
        .collect(Collectors.groupingBy(Operation::subject, TreeMap::new, Collectors.toList()));
  }

  public void write(Path file) {
    List<String> lines = operations.stream().map(History::line).toList();
    try {
      Files.write(file, lines, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public static History read(Path file) {
    History history = new History();
    try {
      Files.readAllLines(file, StandardCharsets.UTF_8).stream()
          .map(History::operation)
          .forEach(history::add);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return history;
  }

  private static String line(Operation operation) {
    return String.join(
        BETWEEN_COLUMNS,
        operation.subject(),
        operation.client(),
        operation.action(),
        pairs(operation.asked()),
        Long.toString(operation.invoked()),
        Long.toString(operation.completed()),
        operation.outcome().name(),
        pairs(operation.answered()));
  }

  private static Operation operation(String line) {
    String[] columns = line.split(BETWEEN_COLUMNS, -1);
    return new Operation(
        columns[0],
        columns[1],
        columns[2],
        pairs(columns[3]),
        Long.parseLong(columns[4]),
        Long.parseLong(columns[5]),
        Outcome.valueOf(columns[6]),
        pairs(columns[7]));
  }

  private static String pairs(Map<String, String> values) {
    return new TreeMap<>(values)
        .entrySet().stream()
            .map(pair -> pair.getKey() + "=" + pair.getValue())
            .collect(Collectors.joining(BETWEEN_PAIRS));
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> values = new TreeMap<>();
    for (String pair : text.split(BETWEEN_PAIRS)) {
      int at = pair.indexOf('=');
      if (at > 0) {
        values.put(pair.substring(0, at), pair.substring(at + 1));
      }
    }
    return values;
  }
}
