/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.client;

import io.roster.wire.globalstore.v1.RegisterWorkerRequest;
import java.util.concurrent.atomic.AtomicInteger;

/** A daemon as it would introduce itself. Each has a name and an endpoint that nobody else has. */
public record Daemon(String id, String node, String address, int grpcPort) {

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String RUN = Long.toString(System.nanoTime() & 0xffffff, 36);

  public static final long POOL_BYTES = 80L << 30;

  public static Daemon fresh() {
    int number = COUNT.incrementAndGet();
    return new Daemon(
        "daemon-" + RUN + "-" + number,
        "node-" + number,
        "10.1." + number / 250 + "." + (1 + number % 250),
        50_051);
  }

  /** Another daemon, on another node, that claims the same endpoint. */
  public Daemon rival() {
    Daemon other = fresh();
    return new Daemon(other.id, other.node, address, grpcPort);
  }

  /** The same daemon elsewhere. */
  public Daemon at(Daemon place) {
    return new Daemon(id, node, place.address, place.grpcPort);
  }

  /** Where other daemons fetch from. */
  public int p2pPort() {
    return grpcPort + 1;
  }

  public RegisterWorkerRequest.Builder registration() {
    return RegisterWorkerRequest.newBuilder()
        .setDaemonId(id)
        .setNodeId(node)
        .setNodeAddress(address)
        .setGrpcPort(grpcPort)
        .setP2PPort(p2pPort())
        .setMemPoolTotalSize(POOL_BYTES)
        .setMemPoolAvailableSize(POOL_BYTES);
  }

  public RegisterWorkerRequest.Builder recovery() {
    return registration().setIsRecoveryRegistration(true);
  }
}
