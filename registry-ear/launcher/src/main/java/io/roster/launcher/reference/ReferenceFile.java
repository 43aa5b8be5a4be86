/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.reference;

import io.roster.launcher.CannotStart;
import io.roster.launcher.data.Reasons;
import io.roster.settings.SettingType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads one file, YAML or JSON, by the rules of protobuf's JSON form, and refuses what the schema
 * does not know. All problems are found in one go.
 */
public final class ReferenceFile {

  /** The key under which the cluster token of a daemon's file is handed on. */
  public static final String CLUSTER_TOKEN = "cluster-token";

  /** A list of host and port. */
  static final SettingType<List<String>> ENDPOINTS =
      new SettingType<>(
          "list of host and port", SettingType.LIST.parser(), SettingType.LIST.renderer());

  private static final long LARGEST = 1024 * 1024;
  private static final int DEEPEST = 20;
  private static final Pattern CAMEL = Pattern.compile("(?<=[a-z0-9])[A-Z]");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+");

  private final Path file;
  private final ReferenceSchema schema;
  private final Map<String, String> byPath = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private ReferenceFile(Path file, ReferenceSchema schema) {
    this.file = file;
    this.schema = schema;
  }

  /**
   * Reads a file.
   *
   * @return the text of each of Roster's settings that it sets
   */
  public static Map<String, String> read(Path file, ReferenceSchema schema) {
    return new ReferenceFile(file, schema).read();
  }

  private Map<String, String> read() {
    root().ifPresent(root -> section("", root, 0));
    if (problems.isEmpty()) {
      schema.rules().forEach(rule -> rule.apply(byPath).ifPresent(this::broken));
    }
    if (!problems.isEmpty()) {
      throw CannotStart.because("The configuration cannot be used:", problems);
    }
    Map<String, String> settings = new LinkedHashMap<>();
    byPath.forEach(
        (path, text) ->
            schema
                .field(path)
                .map(ReferenceSchema.Field::key)
                .ifPresent(key -> settings.put(key, text)));
    return settings;
  }

  private Optional<Node> root() {
    try {
      if (Files.size(file) > LARGEST) {
        throw new CannotStart(file + " is too large to be a configuration file.");
      }
      LoadSettings settings =
          LoadSettings.builder().setLabel(file.toString()).setMaxAliasesForCollections(10).build();
      return new Compose(settings).composeString(Files.readString(file));
    } catch (IOException e) {
      throw new CannotStart(
          "Cannot read the configuration " + file + ": " + Reasons.of(e) + ".", e);
    } catch (MarkedYamlEngineException e) {
      throw new CannotStart(
          "The configuration cannot be used:\n  - "
              + place(e.getProblemMark())
              + "this is not YAML: "
              + e.getProblem()
              + ". Correct it; indentation counts.",
          e);
    } catch (YamlEngineException e) {
      throw new CannotStart(
          "The configuration cannot be used:\n  - "
              + file
              + ": this is not YAML: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + ".",
          e);
    }
  }

  private void section(String path, Node node, int depth) {
    if (isNull(node)) {
      return;
    }
    if (!(node instanceof MappingNode mapping)) {
      problem(node, named(path) + ": expected a section with names and values");
      return;
    }
    if (depth > DEEPEST) {
      problem(node, named(path) + ": nested too deeply");
      return;
    }
    Set<String> seen = new HashSet<>();
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode name)) {
        problem(entry.getKeyNode(), named(path) + ": a name must be plain text");
        continue;
      }
      String key = snakeCase(name.getValue());
      String full = path.isEmpty() ? key : path + "." + key;
      if (!seen.add(key)) {
        problem(name, full + ": set twice; keep one");
      } else {
        entry(full, path, name, entry.getValueNode(), depth);
      }
    }
  }

  private void entry(String full, String section, ScalarNode name, Node value, int depth) {
    Optional<ReferenceSchema.Field> field = schema.field(full);
    if (field.isPresent()) {
      leaf(full, field.get(), value);
    } else if (schema.isSection(full)) {
      section(full, value, depth + 1);
    } else if (schema.isOpaque(full)) {
      if (!(value instanceof MappingNode) && !isNull(value)) {
        problem(value, full + ": expected a section with names and values");
      }
    } else {
      problem(name, full + ": there is no such setting" + suggestion(section, name.getValue()));
    }
  }

  private void leaf(String path, ReferenceSchema.Field field, Node value) {
    if (isNull(value)) {
      return;
    }
    Optional<String> text = text(path, field.type(), value);
    if (text.isEmpty() || isUnspecified(field.type(), text.get())) {
      return;
    }
    try {
      field.type().check(text.get());
      byPath.put(path, text.get());
      lines.put(path, value.getStartMark().map(Mark::getLine).orElse(0) + 1);
    } catch (IllegalArgumentException bad) {
      problem(value, path + " = " + text.get() + ": " + bad.getMessage());
    }
  }

  /** Protobuf's word for a value that was not chosen. */
  private static boolean isUnspecified(SettingType<?> type, String text) {
    return type.name().startsWith("one of")
        && text.toUpperCase(Locale.ROOT).endsWith("UNSPECIFIED");
  }

  private Optional<String> text(String path, SettingType<?> type, Node value) {
    if (type == ENDPOINTS) {
      return endpoints(path, value);
    }
    if (type == SettingType.LIST) {
      return headers(path, value);
    }
    if (!(value instanceof ScalarNode scalar)) {
      problem(value, path + ": expected " + withArticle(type) + ", not a section or list");
      return Optional.empty();
    }
    if (!fits(path, type, scalar)) {
      problem(
          value, path + " = " + scalar.getValue() + ": expected " + withArticle(type) + hint(type));
      return Optional.empty();
    }
    return Optional.of(scalar.getValue());
  }

  private static boolean fits(String path, SettingType<?> type, ScalarNode scalar) {
    Tag tag = scalar.getTag();
    boolean text = tag.equals(Tag.STR);
    boolean whole = tag.equals(Tag.INT) || (text && NUMBER.matcher(scalar.getValue()).matches());
    if (type == SettingType.FLAG) {
      return tag.equals(Tag.BOOL);
    }
    if (type == SettingType.RATIO) {
      return whole || tag.equals(Tag.FLOAT) || text;
    }
    if (type == SettingType.PORT
        || type == SettingType.COUNT
        || type == SettingType.POSITIVE
        || type == SettingType.MILLIS
        || type == SettingType.BYTES_COUNT) {
      return whole;
    }
    return text || (whole && path.equals("meta.schema_version"));
  }

  private static String withArticle(SettingType<?> type) {
    String name = type.name();
    return name.startsWith("one of") || type == SettingType.FLAG || type == SettingType.TEXT
        ? name
        : "a " + name;
  }

  private static String hint(SettingType<?> type) {
    if (type == SettingType.DURATION) {
      return " with its unit, such as 30s";
    }
    return type == SettingType.TEXT ? "; put it in quotes" : "";
  }

  private Optional<String> endpoints(String path, Node value) {
    if (!(value instanceof SequenceNode list)) {
      problem(value, path + ": expected a list of host and port");
      return Optional.empty();
    }
    List<String> found = new ArrayList<>();
    for (Node each : list.getValue()) {
      Map<String, String> parts = scalars(path, each);
      String host = parts.getOrDefault("host", "");
      String port = parts.getOrDefault("port", "");
      if (!Set.of("host", "port").containsAll(parts.keySet())) {
        problem(each, path + ": an entry has host and port, nothing else");
      } else if (host.isBlank() || !NUMBER.matcher(port).matches()) {
        problem(each, path + ": each entry needs a host and a port");
      } else if (Long.parseLong(port.length() > 9 ? "0" : port) < 1
          || Long.parseLong(port) > 65_535) {
        problem(each, path + ": port " + port + " is not from 1 to 65535");
      } else {
        found.add((host.contains(":") ? "[" + host + "]" : host) + ":" + port);
      }
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(String.join(",", found));
  }

  private Optional<String> headers(String path, Node value) {
    Map<String, String> pairs = scalars(path, value);
    return pairs.isEmpty()
        ? Optional.empty()
        : Optional.of(
            pairs.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .collect(Collectors.joining(",")));
  }

  private Map<String, String> scalars(String path, Node value) {
    Map<String, String> pairs = new LinkedHashMap<>();
    if (!(value instanceof MappingNode mapping)) {
      problem(value, path + ": expected names and values");
      return pairs;
    }
    for (NodeTuple entry : mapping.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode name
          && entry.getValueNode() instanceof ScalarNode scalar) {
        if (pairs.put(name.getValue(), scalar.getValue()) != null) {
          problem(name, path + "." + name.getValue() + ": set twice; keep one");
        }
      } else {
        problem(entry.getValueNode(), path + ": expected plain names and values");
      }
    }
    return pairs;
  }

  private void broken(String sentence) {
    String path = sentence.substring(0, Math.max(0, sentence.indexOf(' ')));
    problems.add(file + ", line " + lines.getOrDefault(path, 1) + ": " + sentence);
  }

  private void problem(Node node, String sentence) {
    problems.add(place(node.getStartMark()) + sentence);
  }

  private String place(Optional<Mark> mark) {
    return mark.map(at -> file + ", line " + (at.getLine() + 1) + ": ").orElse(file + ": ");
  }

  private static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private static String named(String path) {
    return path.isEmpty() ? "the file" : path;
  }

  /** Protobuf's JSON form knows each field by two names: its own, and that in camel case. */
  private static String snakeCase(String name) {
    return CAMEL.matcher(name).replaceAll(hump -> "_" + hump.group().toLowerCase(Locale.ROOT));
  }

  private String suggestion(String section, String name) {
    return schema.namesBelow(section).stream()
        .filter(known -> distance(known, snakeCase(name)) <= 2)
        .findFirst()
        .map(known -> "; did you mean " + known + "?")
        .orElse("; remove it or correct its spelling");
  }

  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int above = row[j];
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
        diagonal = above;
      }
    }
    return row[other.length()];
  }
}
