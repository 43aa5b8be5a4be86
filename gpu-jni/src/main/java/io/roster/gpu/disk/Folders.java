/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Folders with files in them, and no folders below. */
final class Folders {

  private Folders() {}

  /** Deletes a folder with its files; one that is not there is deleted. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** Deletes every folder in a folder; how many there were. */
  static long clear(Path parent) throws IOException {
    long count = 0;
    try (var folders = Files.newDirectoryStream(parent)) {
      for (Path folder : folders) {
        delete(folder);
        count++;
      }
    }
    return count;
  }

  /** Makes what was renamed, created or deleted in a folder outlast a power cut. */
  static void synchronise(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
