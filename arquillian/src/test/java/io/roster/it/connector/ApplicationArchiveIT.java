/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.it.product.Build;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/**
 * An application brings the contract along; the engine is in the adapter and nowhere else, and
 * there as resources.
 */
class ApplicationArchiveIT {

  private static final Pattern ADAPTER =
      Pattern.compile(
          "(META-INF/engine/)?(io/roster/gpu|io/roster/connector/(engine|ra)|jcuda)/.*");

  private static final Pattern ENGINE_AS_CLASS =
      Pattern.compile(".*!(io/roster/gpu|io/roster/connector/engine|jcuda)/.*");

  @Test
  void the_engine_is_in_the_adapter_alone() throws Exception {
    List<String> outside = new ArrayList<>();
    List<String> inside = new ArrayList<>();
    try (ZipInputStream ear = new ZipInputStream(Files.newInputStream(Build.sample()))) {
      for (ZipEntry part = ear.getNextEntry(); part != null; part = ear.getNextEntry()) {
        boolean adapter = part.getName().endsWith(".rar");
        collectEngine(part.getName(), ear.readAllBytes(), adapter ? inside : outside);
      }
    }
    assertThat(outside).isEmpty();
    assertThat(inside)
        .anyMatch(name -> name.endsWith("!META-INF/engine/io/roster/gpu/GpuEngine.bytes"))
        .noneMatch(name -> ENGINE_AS_CLASS.matcher(name).matches());
  }

  private static void collectEngine(String path, byte[] bytes, List<String> found)
      throws IOException {
    if (!path.matches(".*\\.(jar|war|rar)")) {
      return;
    }
    try (InputStream in = new ByteArrayInputStream(bytes);
        ZipInputStream archive = new ZipInputStream(in)) {
      for (ZipEntry part = archive.getNextEntry(); part != null; part = archive.getNextEntry()) {
        String name = part.getName();
        if (ADAPTER.matcher(name).matches()) {
          found.add(path + "!" + name);
        }
        collectEngine(path + "!" + name, archive.readAllBytes(), found);
      }
    }
  }
}
