/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a coordinator that runs is found.
 *
 * @param grpc its gRPC endpoint
 * @param process the id of its process
 */
record CoordinatorPlace(String name, String grpc, URI console, URI health, long process, Path log) {

  private static final List<String> TITLES =
      List.of("coordinator", "gRPC", "console", "health", "process", "log");

  /** The line for the only one. */
  String sentence() {
    return "Roster is ready: console " + console + "  gRPC " + grpc + "  health " + health;
  }

  /** A table for people, its lines one below the other. */
  static List<String> table(List<CoordinatorPlace> places) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(TITLES);
    places.forEach(place -> rows.add(place.cells()));
    int[] widths =
        IntStream.range(0, TITLES.size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private List<String> cells() {
    return List.of(
        name, grpc, console.toString(), health.toString(), Long.toString(process), log.toString());
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      line.append("  ").append(cell).append(" ".repeat(widths[column] - cell.length()));
    }
    return line.toString().stripTrailing();
  }
}
