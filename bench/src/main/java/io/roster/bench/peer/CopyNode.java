/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.peer;

import io.roster.gpu.ArtifactId;
import io.roster.gpu.ArtifactIndex;
import io.roster.gpu.EngineConfiguration;
import io.roster.gpu.GpuEngine;
import io.roster.gpu.NewArtifact;
import io.roster.gpu.Place;
import io.roster.gpu.engine.Engines;
import io.roster.gpu.peer.FetchListener;
import io.roster.gpu.peer.FetchRequest;
import io.roster.gpu.peer.PeerAddress;
import io.roster.gpu.peer.PeerClient;
import io.roster.gpu.peer.PeerClientSettings;
import io.roster.gpu.peer.PeerServer;
import io.roster.gpu.peer.PeerServerSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * The process of one engine: it does what its standard input says, a line each, answers with a line
 * each, and ends with that input.
 */
final class CopyNode {

  private static final ThreadFactory THREADS =
      work -> {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
      };

  private final GpuEngine engine;
  private final BareCopy bare;
  private final PeerClient client;
  private final long bytes;

  private CopyNode(long bytes, int connections) {
    this.bytes = bytes;
    engine =
        Engines.open(
            EngineConfiguration.usual().withRam(bytes + bytes / 2), Clock.systemUTC(), event -> {});
    bare = new BareCopy(bytes);
    client =
        new PeerClient(
            PeerClientSettings.DEFAULT.withConnections(connections), engine::create, THREADS);
  }

  /** Arguments: how many bytes are copied, and over how many connections. */
  public static void main(String[] arguments) throws IOException {
    CopyNode node = new CopyNode(Long.parseLong(arguments[0]), Integer.parseInt(arguments[1]));
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      System.out.println(node.answer(order.split(" ")));
    }
  }

  private String answer(String[] order) throws IOException {
    return switch (order[0]) {
      case "hold" -> hold(order[1]);
      case "bare" -> nanos(() -> bare.take(Integer.parseInt(order[1])));
      case "fetch" -> {
        String time = nanos(() -> fetch(order[1], order[2]));
        engine.unload(new ArtifactId(order[1]), Place.RAM);
        yield time;
      }
      case "checksums" -> {
        fetch(order[1], order[2]);
        String time = nanos(() -> engine.verify(new ArtifactId(order[1]), Place.RAM));
        engine.unload(new ArtifactId(order[1]), Place.RAM);
        yield time;
      }
      default -> throw new IllegalArgumentException(order[0]);
    };
  }

  /** Keeps bytes under that name, or under the one that follows from them. */
  private String hold(String name) throws IOException {
    ArtifactIndex index = ArtifactIndex.ofBytes(bytes);
    NewArtifact artifact =
        name.equals("content")
            ? NewArtifact.contentAddressed(index, bytes)
            : NewArtifact.named(new ArtifactId(name), index, bytes);
    bare.fill();
    ArtifactId id = engine.put(artifact, new Segments(bare.segments())).id();
    PeerServer server =
        new PeerServer(
            PeerServerSettings.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            engine::open,
            THREADS);
    server.start();
    return id + " " + server.address().getPort() + " " + bare.serve();
  }

  private void fetch(String id, String port) {
    PeerAddress source = new PeerAddress("127.0.0.1", Integer.parseInt(port));
    client
        .prepare(FetchRequest.of(new ArtifactId(id), List.of(source)), FetchListener.SILENT)
        .run();
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  private static String nanos(Work work) throws IOException {
    long begun = System.nanoTime();
    work.run();
    return Long.toString(System.nanoTime() - begun);
  }

  /** Memory as a channel. */
  private static final class Segments implements ReadableByteChannel {

    private final Deque<ByteBuffer> left;

    Segments(List<ByteBuffer> segments) {
      left = new ArrayDeque<>(segments);
    }

    @Override
    public int read(ByteBuffer target) {
      while (!left.isEmpty() && !left.element().hasRemaining()) {
        left.remove();
      }
      if (left.isEmpty()) {
        return -1;
      }
      ByteBuffer from = left.element();
      int count = Math.min(target.remaining(), from.remaining());
      target.put(from.slice(from.position(), count));
      from.position(from.position() + count);
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      left.clear();
    }
  }
}
