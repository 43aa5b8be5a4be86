/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The classes of the reactor's modules, read where the compiler put them, so that web modules are
 * seen as well as jars, and a new module is seen without being listed here.
 */
final class Modules {

  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  private final Path root;

  Modules() {
    this.root = root(Path.of("").toAbsolutePath());
  }

  private static Path root(Path start) {
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("db/migrations"))) {
        return folder;
      }
    }
    throw new IllegalStateException(start + " is not inside the repository");
  }

  /** All but the stubs of the wire, which are generated and know nothing of ours. */
  JavaClasses all() {
    return classesOf(names().stream().filter(name -> !name.equals("proto")).toArray(String[]::new));
  }

  JavaClasses classesOf(String... modules) {
    List<Path> compiled =
        Arrays.stream(modules)
            .map(module -> root.resolve(module).resolve("target/classes"))
            .filter(Files::isDirectory)
            .toList();
    return new ClassFileImporter().importPaths(compiled);
  }

  Set<String> namesOfClassesIn(String... modules) {
    return classesOf(modules).stream().map(JavaClass::getName).collect(Collectors.toSet());
  }

  private List<String> names() {
    try {
      return MODULE
          .matcher(Files.readString(root.resolve("pom.xml")))
          .results()
          .map(found -> found.group(1))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
