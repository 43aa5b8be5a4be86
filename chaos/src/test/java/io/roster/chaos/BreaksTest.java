/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The patches of {@code chaos/breaks} fit the sources as they are. */
class BreaksTest {

  private static final Path TREE = Path.of("..");

  /** What a patch expects to find in a file. */
  private record Expected(String file, String text) {}

  @Test
  void each_patch_finds_what_it_changes() throws IOException {
    List<Expected> all = new ArrayList<>();
    try (Stream<Path> patches = Files.list(Path.of("breaks"))) {
      for (Path patch : patches.toList()) {
        all.addAll(expected(patch));
      }
    }
    assertThat(all).hasSizeGreaterThan(1);
    for (Expected each : all) {
      assertThat(TREE.resolve(each.file)).content().contains(each.text);
    }
  }

  private static List<Expected> expected(Path patch) throws IOException {
    List<Expected> all = new ArrayList<>();
    String file = "";
    List<String> hunk = new ArrayList<>();
    for (String line : Files.readAllLines(patch)) {
      if (line.startsWith("+++ ")) {
        file = line.substring("+++ b/".length());
      } else if (line.startsWith("@@") || line.startsWith("diff ")) {
        add(all, file, hunk);
      } else if (!line.startsWith("--- ") && (line.startsWith(" ") || line.startsWith("-"))) {
        hunk.add(line.substring(1));
      }
    }
    add(all, file, hunk);
    return all;
  }

  private static void add(List<Expected> all, String file, List<String> hunk) {
    if (!hunk.isEmpty()) {
      all.add(new Expected(file, hunk.stream().collect(Collectors.joining("\n"))));
      hunk.clear();
    }
  }
}
