/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the text of a setting becomes a value. A parser throws {@link IllegalArgumentException} whose
 * message says what is expected; the key and the offending text are added by the reader.
 */
public record SettingType<T>(
    String name, Function<String, T> parser, Function<T, String> renderer) {

  private static final Pattern PLAIN_DURATION =
      Pattern.compile("(-?\\d+(?:\\.\\d+)?)\\s*(ms|s|m|h|d)");
  private static final Pattern BYTES =
      Pattern.compile("(\\d+)\\s*([KMGT]i?)?B?", Pattern.CASE_INSENSITIVE);

  /** Free text, trimmed, not empty. */
  public static final SettingType<String> TEXT =
      new SettingType<>("text", SettingType::notBlank, Function.identity());

  /** {@code true} or {@code false}. */
  public static final SettingType<Boolean> FLAG =
      new SettingType<>("true or false", SettingType::parseFlag, String::valueOf);

  /** A TCP port; 0 lets the system choose one. */
  public static final SettingType<Integer> PORT =
      new SettingType<>("port", text -> parseWhole(text, 0, 65_535), String::valueOf);

  /** A whole number from 0. */
  public static final SettingType<Integer> COUNT =
      new SettingType<>(
          "whole number", text -> parseWhole(text, 0, Integer.MAX_VALUE), String::valueOf);

  /** A whole number from 1. */
  public static final SettingType<Integer> POSITIVE =
      new SettingType<>(
          "positive number", text -> parseWhole(text, 1, Integer.MAX_VALUE), String::valueOf);

  /** A decimal number that is not negative. */
  public static final SettingType<Double> RATIO =
      new SettingType<>("decimal number", SettingType::parseRatio, String::valueOf);

  /** A span of time: {@code PT30S}, {@code 30s}, {@code 500ms}; never negative. */
  public static final SettingType<Duration> DURATION =
      new SettingType<>("duration", SettingType::parseDuration, Duration::toString);

  /** A span of time that the reference's file gives as a bare number of milliseconds. */
  public static final SettingType<Duration> MILLIS =
      new SettingType<>("duration or milliseconds", SettingType::parseMillis, Duration::toString);

  /** A byte count: {@code 512MiB}, {@code 4GiB} or plain digits. */
  public static final SettingType<Long> BYTES_COUNT =
      new SettingType<>("byte size", SettingType::parseBytes, String::valueOf);

  /** A path; a leading {@code ~} is the home folder. */
  public static final SettingType<Path> PATH =
      new SettingType<>("path", SettingType::parsePath, Path::toString);

  /** Several texts, separated by commas. */
  public static final SettingType<List<String>> LIST =
      new SettingType<>(
          "comma separated list", SettingType::parseList, list -> String.join(",", list));

  /** One of a few words, in any case. */
  public static SettingType<String> oneOf(String... words) {
    List<String> allowed = List.of(words);
    return new SettingType<>(
        "one of " + String.join(", ", allowed),
        text ->
            allowed.stream()
                .filter(word -> word.equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "expected one of " + String.join(", ", allowed))),
        Function.identity());
  }

  /**
   * Says whether a text is of this type.
   *
   * @throws IllegalArgumentException if not, with what is expected
   */
  public void check(String text) {
    Objects.requireNonNull(parser.apply(text));
  }

  /**
   * One of a few words, in any case, also by the long name that a protobuf enumeration gives it, or
   * by another name that people use.
   *
   * @param prefix what the long name puts in front, such as {@code MODE_}
   * @param aliases other names, in lower case, and the words that they stand for
   */
  public static SettingType<String> enumeration(
      String prefix, Map<String, String> aliases, String... words) {
    SettingType<String> word = oneOf(words);
    return new SettingType<>(
        word.name(),
        text -> {
          String name = text.strip();
          if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
            name = name.substring(prefix.length());
          }
          return word.parser().apply(aliases.getOrDefault(name.toLowerCase(Locale.ROOT), name));
        },
        Function.identity());
  }

  private static String notBlank(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("must not be empty");
    }
    return text.strip();
  }

  private static Boolean parseFlag(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expected true or false");
    };
  }

  private static Integer parseWhole(String text, int least, int most) {
    try {
      long value = Long.parseLong(text.strip());
      if (value >= least && value <= most) {
        return (int) value;
      }
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException("expected a whole number", notANumber);
    }
    throw new IllegalArgumentException("expected a number from " + least + " to " + most);
  }

  private static Double parseRatio(String text) {
    try {
      double value = Double.parseDouble(text.strip());
      if (Double.isFinite(value) && value >= 0) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException("expected a decimal number", notANumber);
    }
    throw new IllegalArgumentException("must not be negative");
  }

  private static Duration parseDuration(String text) {
    Duration value = readDuration(text.strip());
    if (value.isNegative()) {
      throw new IllegalArgumentException("must not be negative");
    }
    return value;
  }

  private static Duration parseMillis(String text) {
    String number = text.strip();
    return parseDuration(number.matches("-?\\d+") ? number + "ms" : number);
  }

  private static Duration readDuration(String text) {
    Matcher plain = PLAIN_DURATION.matcher(text);
    if (plain.matches()) {
      double amount = Double.parseDouble(plain.group(1));
      double seconds =
          switch (plain.group(2)) {
            case "ms" -> amount / 1_000;
            case "s" -> amount;
            case "m" -> amount * 60;
            case "h" -> amount * 3_600;
            default -> amount * 86_400;
          };
      return Duration.ofNanos(Math.round(seconds * 1e9));
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException notIso) {
      throw new IllegalArgumentException("expected a duration such as 30s, 500ms or PT30S", notIso);
    }
  }

  private static Long parseBytes(String text) {
    Matcher matcher = BYTES.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected a size such as 512MiB, 4GiB or a number of bytes");
    }
    String unit = matcher.group(2) == null ? "" : matcher.group(2).toUpperCase(Locale.ROOT);
    long base = unit.endsWith("I") || unit.isEmpty() ? 1_024 : 1_000;
    int power = unit.isEmpty() ? 0 : "KMGT".indexOf(unit.charAt(0)) + 1;
    try {
      long value = Long.parseLong(matcher.group(1));
      for (int i = 0; i < power; i++) {
        value = Math.multiplyExact(value, base);
      }
      return value;
    } catch (ArithmeticException | NumberFormatException tooLarge) {
      throw new IllegalArgumentException("is too large", tooLarge);
    }
  }

  private static Path parsePath(String text) {
    String path = notBlank(text);
    if (path.equals("~") || path.startsWith("~/")) {
      path = System.getProperty("user.home") + path.substring(1);
    }
    return Path.of(path);
  }

  private static List<String> parseList(String text) {
    List<String> parts =
        Arrays.stream(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("must not be empty");
    }
    return parts;
  }
}
