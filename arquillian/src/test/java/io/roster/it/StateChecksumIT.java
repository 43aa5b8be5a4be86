/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.it.client.Fleet;
import io.roster.it.client.Fresh;
import io.roster.it.client.Replica;
import io.roster.it.client.StateChecksum;
import io.roster.it.client.Wire;
import io.roster.it.client.Worker;
import io.roster.it.product.Product;
import io.roster.it.product.Setup;
import io.roster.wire.common.v1.MemoryType;
import io.roster.wire.common.v1.ReplicaInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The checksum over a worker's replicas, which daemons compute too, to the last byte. */
@ParameterizedClass
@EnumSource(Product.class)
class StateChecksumIT {

  private final Wire wire;
  private final Fleet fleet;
  private final Worker worker;

  StateChecksumIT(Product product) {
    wire = Wire.to(product.registry(Setup.PLAIN));
    fleet = new Fleet(wire);
    worker = fleet.join();
  }

  @AfterEach
  void disconnect() {
    fleet.close();
    wire.close();
  }

  private String checksumOf(List<ReplicaInfo> inventory) {
    return worker.send(wire, worker.next(inventory)).getNewStateChecksum();
  }

  private void assertAgreed(List<ReplicaInfo> inventory) {
    String checksum = checksumOf(inventory);

    assertThat(checksum).isEqualTo(StateChecksum.of(inventory));
    assertThat(
            wire.runtime().workerHeartbeat(worker.beat(2, checksum).build()).getStateSyncRequired())
        .isFalse();
  }

  private static List<ReplicaInfo> entries(Replica... replicas) {
    return Stream.of(replicas).map(Replica::entry).toList();
  }

  private static ReplicaInfo placed(Replica replica, String node, String address, int port) {
    ReplicaInfo.Builder entry = replica.entry().toBuilder();
    entry.getMemoryInfoBuilder().setNodeId(node).setNodeAddress(address).setNodePort(port);
    return entry.build();
  }

  @Test
  void nothing_has_a_checksum_too() {
    assertThat(checksumOf(List.of())).isEqualTo("cbf29ce484222325");
  }

  @Test
  void the_published_example_of_one_replica_comes_out() {
    Replica replica =
        Replica.of(worker.daemon()).of("artifact-format").in(MemoryType.MEMORY_TYPE_RAM);
    List<ReplicaInfo> inventory = List.of(placed(replica, "node-format", "10.0.0.1", 50_051));

    assertThat(StateChecksum.of(inventory)).isEqualTo("b3ad003eea50cad6");
    assertThat(checksumOf(inventory)).isEqualTo("b3ad003eea50cad6");
  }

  @Test
  void the_published_example_of_four_replicas_comes_out_in_any_order() {
    Replica first = Replica.of(worker.daemon()).of("mi2:aaa:bbb");
    List<ReplicaInfo> inventory = new ArrayList<>();
    for (Replica each :
        List.of(
            first,
            first.onDevice(1).unavailable(),
            first.in(MemoryType.MEMORY_TYPE_RAM),
            first.ofView("view-7"))) {
      inventory.add(placed(each, "node-1", "10.0.0.20", 65_090));
    }
    Collections.shuffle(inventory, new Random(7));

    assertThat(StateChecksum.of(inventory)).isEqualTo("fd783f277cf0ce6e");
    assertThat(checksumOf(inventory)).isEqualTo("fd783f277cf0ce6e");
  }

  @Test
  void the_device_counts_for_graphics_memory_only() {
    Replica replica = Replica.of(worker.daemon()).onDevice(3);

    assertAgreed(
        entries(
            replica,
            replica.in(MemoryType.MEMORY_TYPE_RAM),
            replica.in(MemoryType.MEMORY_TYPE_DISK)));
  }

  @Test
  void devices_are_ordered_as_numbers() {
    Replica replica = Replica.of(worker.daemon());

    assertAgreed(entries(replica.onDevice(10), replica.onDevice(9), replica.onDevice(100)));
  }

  @Test
  void texts_are_ordered_by_their_bytes_and_by_no_language() {
    String name = Fresh.name("order");

    assertAgreed(
        Stream.of("a", "B", "b", "A", "_", "-", "ab", "a-", "a b", "a_b", "Z", "z", "é", "e")
            .map(ending -> Replica.of(worker.daemon()).of(name + ending).entry())
            .toList());
  }

  @Test
  void letters_beyond_the_basic_plane_come_after_all_others() {
    String name = Fresh.name("plane");

    assertAgreed(
        entries(
            Replica.of(worker.daemon()).of(name + "\uff5e"),
            Replica.of(worker.daemon()).of(name + "\ud83d\ude00"),
            Replica.of(worker.daemon()).of(name + "z")));
  }

  @Test
  void views_come_before_memories_in_the_order() {
    Replica replica = Replica.of(worker.daemon());

    assertAgreed(
        entries(
            replica.ofView("v2").in(MemoryType.MEMORY_TYPE_DISK),
            replica.ofView("v1").in(MemoryType.MEMORY_TYPE_RAM),
            replica.ofView("v1").in(MemoryType.MEMORY_TYPE_GPU),
            replica.in(MemoryType.MEMORY_TYPE_RAM)));
  }

  @Test
  void availability_counts() {
    Replica replica = Replica.of(worker.daemon());

    assertThat(StateChecksum.of(replica.entry()))
        .isNotEqualTo(StateChecksum.of(replica.unavailable().entry()));
    assertAgreed(entries(replica.unavailable()));
  }

  @Test
  void leading_zeros_are_written() {
    Replica lucky =
        IntStream.range(0, 10_000)
            .mapToObj(each -> Replica.of(worker.daemon()))
            .filter(replica -> StateChecksum.of(replica.entry()).startsWith("00"))
            .findFirst()
            .orElseThrow();

    assertAgreed(entries(lucky));
  }

  @Test
  void a_thousand_replicas_have_one_checksum() {
    assertAgreed(
        IntStream.range(0, 1_000)
            .mapToObj(each -> Replica.of(worker.daemon()).onDevice(each % 8).entry())
            .toList());
  }
}
