/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers over restarts what became of the commands that this node has carried out, so that one
 * that is given again is only acknowledged again. A line is written before a command is
 * acknowledged; a half-written last line, of a node that was killed, counts as none. For all
 * threads.
 */
public final class CommandMemory {

  /** The registry gives at most a hundred at a time, and forgets them itself in the end. */
  private static final int MOST = 2_000;

  private static final String DONE = "DONE";
  private static final String FAILED = "FAILED";

  private final Path file;
  private final Map<String, CommandResult> results = new LinkedHashMap<>();
  private int lines;

  private CommandMemory(Path file) {
    this.file = file;
  }

  /**
   * Opens the memory in a directory.
   *
   * @throws IllegalStateException with a sentence, if it cannot be read or written
   */
  public static CommandMemory open(Path directory) {
    CommandMemory memory = new CommandMemory(directory.resolve("commands.log"));
    try {
      Files.createDirectories(directory);
      memory.read();
      memory.rewrite();
      return memory;
    } catch (IOException e) {
      throw new IllegalStateException(
          memory.file
              + " cannot be read or written ("
              + e.getMessage()
              + "); give the node a data directory of its own",
          e);
    }
  }

  synchronized Optional<CommandResult> find(String commandId) {
    return Optional.ofNullable(results.get(commandId));
  }

  synchronized void remember(String commandId, CommandResult result) {
    keep(commandId, result);
    try {
      append(line(commandId, result));
      if (lines > 2 * MOST) {
        rewrite();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("What became of a command could not be written down", e);
    }
  }

  private void keep(String commandId, CommandResult result) {
    results.put(commandId, result);
    if (results.size() > MOST) {
      results.remove(results.keySet().iterator().next());
    }
  }

  private void read() throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException none) {
      return;
    }
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    whole.lines().forEach(this::take);
  }

  private void take(String line) {
    List<String> columns = List.of(line.split("\t", -1));
    if (columns.size() == 3 && (columns.get(1).equals(DONE) || columns.get(1).equals(FAILED))) {
      keep(columns.get(0), new CommandResult(columns.get(1).equals(DONE), columns.get(2)));
    }
  }

  private static String line(String commandId, CommandResult result) {
    return commandId
        + "\t"
        + (result.done() ? DONE : FAILED)
        + "\t"
        + result.detail().replaceAll("\\p{Cntrl}", " ")
        + "\n";
  }

  private void append(String line) throws IOException {
    write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    lines++;
  }

  private void rewrite() throws IOException {
    StringBuilder all = new StringBuilder();
    results.forEach((id, result) -> all.append(line(id, result)));
    Path next = file.resolveSibling("commands.log.new");
    write(next, all.toString(), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    lines = results.size();
  }

  private static void write(Path target, String text, StandardOpenOption... how)
      throws IOException {
    StandardOpenOption[] options = Arrays.copyOf(how, how.length + 1);
    options[how.length] = StandardOpenOption.WRITE;
    try (FileChannel channel = FileChannel.open(target, options)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }
}
