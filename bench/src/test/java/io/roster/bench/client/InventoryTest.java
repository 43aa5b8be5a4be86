/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.wire.common.v1.ReplicaInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InventoryTest {

  private final Inventory inventory = new Inventory(new Registered(7, "worker_7", 1, 1), 8);

  @Test
  void a_change_replaces_one_replica() {
    Set<String> before = new HashSet<>(inventory.artifacts());
    inventory.change();
    Set<String> after = new HashSet<>(inventory.artifacts());

    assertThat(after).hasSize(8);
    after.removeAll(before);
    assertThat(after).hasSize(1);
  }

  @Test
  void it_comes_back_to_what_it_held_before_and_never_holds_one_twice() {
    Set<String> used = new HashSet<>(inventory.artifacts());
    for (int change = 0; change < 10 * Inventory.NOT_HELD; change++) {
      inventory.change();
      assertThat(inventory.artifacts()).doesNotHaveDuplicates().hasSize(8);
      used.addAll(inventory.artifacts());
    }

    assertThat(used).hasSize(8 + Inventory.NOT_HELD);
  }

  @Test
  void a_snapshot_says_of_each_replica_when_it_was_taken_and_that_it_can_be_fetched() {
    List<ReplicaInfo> snapshot = inventory.snapshot(1_700_000_000);

    assertThat(snapshot)
        .hasSize(8)
        .allSatisfy(
            entry -> {
              assertThat(entry.getStats().getRegisteredTs().getSeconds()).isEqualTo(1_700_000_000);
              assertThat(entry.getMemoryInfo().getTransport().getBufferSizes(0))
                  .isEqualTo(entry.getMemoryInfo().getMemorySize());
            });
  }

  @Test
  void every_worker_has_an_address_of_its_own() {
    Set<String> addresses =
        new HashSet<>(IntStream.range(0, 100_000).mapToObj(Registered::address).toList());

    assertThat(addresses).hasSize(100_000).allMatch(address -> address.matches("198\\.1[89]\\..*"));
    assertThat(Registered.address(0)).isEqualTo("198.18.0.1");
    assertThat(Registered.address(65_535)).isEqualTo("198.19.0.0");
  }
}
