/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.data;

import io.roster.launcher.CannotStart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** Files that only their owner may read. */
public final class SecretFile {

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final int PASSWORD_BYTES = 24;
  private static final int LARGEST = 64 * 1024;
  private static final SecureRandom RANDOM = new SecureRandom();

  private SecretFile() {}

  /** The password in this file; generated and kept at the first call. */
  public static String passwordAt(Path file) {
    if (!Files.exists(file)) {
      byte[] random = new byte[PASSWORD_BYTES];
      RANDOM.nextBytes(random);
      write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }
    return firstLine(file, "the password file");
  }

  /** Writes the file anew, readable by its owner alone from its first byte on. */
  public static void write(Path file, String secret) {
    write(file, (secret + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Writes the file anew, readable by its owner alone from its first byte on. */
  public static void write(Path file, byte[] secret) {
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(fresh);
      try (SeekableByteChannel channel =
          Files.newByteChannel(
              fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
        ByteBuffer content = ByteBuffer.wrap(secret);
        while (content.hasRemaining()) {
          channel.write(content);
        }
      }
      Files.move(
          fresh,
          file,
          java.nio.file.StandardCopyOption.ATOMIC_MOVE,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CannotStart("Cannot write " + file + ": " + Reasons.of(e) + ".", e);
    }
  }

  /**
   * The first line of a file that holds a secret.
   *
   * @param what how the sentence calls the file when it cannot be used
   */
  public static String firstLine(Path file, String what) {
    try {
      if (Files.size(file) > LARGEST) {
        throw new CannotStart(file + ", " + what + ", is too large to be one: name another file.");
      }
      String line = Files.readString(file).lines().findFirst().orElse("").strip();
      if (line.isEmpty()) {
        throw new CannotStart(file + ", " + what + ", has an empty first line: put it there.");
      }
      return line;
    } catch (IOException e) {
      throw new CannotStart(
          "Cannot read "
              + file
              + ", "
              + what
              + ": "
              + Reasons.of(e)
              + ". Correct its name or rights.",
          e);
    }
  }
}
