/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.zip.CRC32C;

/** A peer that serves one artifact, written from the protocol's description, or does not. */
class ScriptedPeer implements AutoCloseable {

  private final Sample sample;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<Integer> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  ScriptedPeer(Sample sample) {
    this.sample = sample;
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::acceptAll);
  }

  PeerAddress address() {
    return new PeerAddress("127.0.0.1", server.getLocalPort());
  }

  /** The chunks that were asked for, in that order. */
  List<Integer> asked() {
    return asked;
  }

  /** How many connections nobody closed. */
  int connections() {
    return open.size();
  }

  void greet(DataOutputStream out) throws IOException {
    out.writeInt(0x52535450);
    out.writeShort(1);
    out.writeByte(0);
  }

  void open(String id, DataOutputStream out) throws IOException {
    out.writeByte(0);
    out.writeLong(sample.bytes().length);
    out.writeInt(4 * 1024 * 1024);
    out.writeInt(index().length);
    out.write(fingerprint());
  }

  void describe(DataOutputStream out) throws IOException {
    out.writeByte(0);
    out.write(index());
    out.write(checksums());
  }

  void chunk(int chunk, byte[] bytes, DataOutputStream out) throws IOException {
    out.writeByte(0);
    out.writeInt(chunk);
    out.write(bytes);
  }

  /** Does nothing until the test is over. */
  void stall() throws IOException {
    boolean interrupted = false;
    try {
      closed.await();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    throw new IOException("The script ends here; interrupted=" + interrupted);
  }

  /** Ends the connection. */
  static void cut() throws IOException {
    throw new IOException("The script ends here");
  }

  static void problem(int status, String sentence, DataOutputStream out) throws IOException {
    out.writeByte(status);
    byte[] text = sentence.getBytes(UTF_8);
    out.writeShort(text.length);
    out.write(text);
  }

  byte[] index() {
    return sample.index().bytes();
  }

  byte[] checksums() {
    ByteBuffer all = ByteBuffer.allocate(sample.chunks().count() * 4);
    for (int chunk = 0; chunk < sample.chunks().count(); chunk++) {
      CRC32C crc = new CRC32C();
      crc.update(sample.chunk(chunk));
      all.putInt((int) crc.getValue());
    }
    return all.array();
  }

  byte[] fingerprint() throws IOException {
    ByteArrayOutputStream parts = new ByteArrayOutputStream();
    parts.write(ByteBuffer.allocate(8).putLong(sample.bytes().length).array());
    parts.write(sha256(index()));
    parts.write(checksums());
    return sha256(parts.toByteArray());
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        daemon(() -> serve(socket));
      } catch (IOException closedMeanwhile) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
      greet(out);
      in.readInt();
      in.readShort();
      in.readNBytes(in.readUnsignedShort());
      out.writeByte(0);
      while (true) {
        answer(in.readByte(), in, out);
      }
    } catch (IOException e) {
      // The other side ended it, or the script did.
      return;
    } finally {
      open.remove(socket);
    }
  }

  private void answer(int request, DataInputStream in, DataOutputStream out) throws IOException {
    switch (request) {
      case 1 -> open(new String(in.readNBytes(in.readUnsignedShort()), UTF_8), out);
      case 2 -> describe(out);
      case 3 -> {
        int chunk = in.readInt();
        asked.add(chunk);
        chunk(chunk, sample.chunk(chunk), out);
      }
      default -> throw new IOException("Unknown request " + request);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "scripted-peer");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
