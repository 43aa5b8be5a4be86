/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import io.roster.gpu.ArtifactId;
import io.roster.gpu.GpuException;
import io.roster.gpu.Place;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A node in a process of its own, which can be killed. */
final class NodeProcess implements AutoCloseable {

  private static final long BYTES_PER_SECOND = 8L << 20;

  private final Process process;
  private final BufferedReader output;

  private NodeProcess(String... arguments) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                java,
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                NodeProcess.class.getName()));
    command.addAll(List.of(arguments));
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    output = process.inputReader(StandardCharsets.UTF_8);
  }

  /** One that holds the sample of that seed, and gives it slowly. */
  static NodeProcess serving(Path disk, int seed) {
    return new NodeProcess("serve", disk.toString(), Integer.toString(seed));
  }

  /** One that fetches to its disk. */
  static NodeProcess fetching(Path disk, ArtifactId id, PeerAddress source) {
    return new NodeProcess("fetch", disk.toString(), id.value(), source.toString());
  }

  /** What it says next; a word or two. */
  String said() {
    try {
      return String.valueOf(output.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("The process " + process.pid() + " does not die");
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  /** The other side: what runs in the process. */
  public static void main(String[] arguments) throws InterruptedException {
    Path disk = Path.of(arguments[1]);
    if (arguments[0].equals("serve")) {
      serve(disk, Integer.parseInt(arguments[2]));
    } else {
      fetch(disk, new ArtifactId(arguments[2]), PeerAddress.parse(arguments[3]));
    }
  }

  private static void serve(Path disk, int seed) throws InterruptedException {
    PeerServerSettings slow =
        PeerServerSettings.on(Node.loopback()).withBytesPerSecond(BYTES_PER_SECOND);
    Node node = new Node(disk, slow, Node.IMPATIENT).holding(Sample.of(seed));
    System.out.println(node.address());
    Thread.currentThread().join();
  }

  private static void fetch(Path disk, ArtifactId id, PeerAddress source) {
    try (Node node = new Node(disk)) {
      FetchListener listener =
          new FetchListener() {
            @Override
            public void progressed(FetchProgress progress) {
              System.out.println("progress");
            }
          };
      FetchRequest request = FetchRequest.of(id, List.of(source)).into(Place.DISK);
      node.client().prepare(request, listener).run();
      System.out.println("fetched");
    } catch (GpuException e) {
      System.out.println("failed " + e.getClass().getSimpleName());
    }
  }
}
