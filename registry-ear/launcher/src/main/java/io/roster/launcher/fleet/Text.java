/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** Numbers and tables as people read them. */
final class Text {

  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

  private Text() {}

  static String bytes(long count) {
    double value = count;
    int unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return unit == 0 ? count + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  /** A word of the wire as people write it. */
  static String words(String word) {
    return word.replace('_', ' ');
  }

  /** A moment, to the second. */
  static String time(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds()).toString();
  }

  /** How long before a moment that was: 12s, 5m, 3h, 2d. */
  static String age(Timestamp then, Timestamp now) {
    long seconds = Math.max(0, now.getSeconds() - then.getSeconds());
    if (seconds < 120) {
      return seconds + "s";
    }
    if (seconds < 2 * 3600) {
      return seconds / 60 + "m";
    }
    return seconds < 2 * 86_400 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
  }

  /** Columns side by side; the first row is the heading. */
  static List<String> table(List<? extends List<String>> rows) {
    List<List<String>> cells =
        rows.stream().map(row -> row.stream().map(Text::printable).toList()).toList();
    int columns = cells.get(0).size();
    int[] widths = new int[columns];
    cells.forEach(
        row -> {
          for (int i = 0; i < columns; i++) {
            widths[i] = Math.max(widths[i], width(row.get(i)));
          }
        });
    List<String> lines = new ArrayList<>();
    for (List<String> row : cells) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String padding = " ".repeat(widths[i] - width(row.get(i)) + 2);
        line.append(row.get(i)).append(i < columns - 1 ? padding : "");
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  /** Without what would move the cursor, colour the screen or turn the direction of the text. */
  static String printable(String text) {
    return replaced(text, c -> "\uFFFD");
  }

  /** The same for JSON, whose strings can say such characters otherwise. */
  static String escaped(String json) {
    return replaced(json, c -> c == '\n' ? "\n" : String.format(Locale.ROOT, "\\u%04x", c));
  }

  private static String replaced(String text, IntFunction<String> instead) {
    if (text.chars().noneMatch(Text::isUnfit)) {
      return text;
    }
    StringBuilder safe = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              if (isUnfit(c)) {
                safe.append(instead.apply(c));
              } else {
                safe.append((char) c);
              }
            });
    return safe.toString();
  }

  private static boolean isUnfit(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
