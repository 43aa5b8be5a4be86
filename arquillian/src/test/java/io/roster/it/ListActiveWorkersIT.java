/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roster.it.client.Daemon;
import io.roster.it.client.Wire;
import io.roster.it.product.Product;
import io.roster.it.product.Setup;
import io.roster.wire.globalstore.v1.ListActiveWorkersRequest;
import io.roster.wire.globalstore.v1.ListActiveWorkersResponse.WorkerInfo;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** ListActiveWorkers: who is in it, and in which order. */
@ParameterizedClass
@EnumSource(Product.class)
class ListActiveWorkersIT {

  private final Wire wire;

  ListActiveWorkersIT(Product product) {
    wire = Wire.to(product.registry(Setup.PLAIN));
  }

  @AfterEach
  void disconnect() {
    wire.close();
  }

  private String register(long capabilities) {
    return wire.runtime()
        .registerWorker(Daemon.fresh().registration().setCapabilityFlags(capabilities).build())
        .getWorkerId();
  }

  private List<String> idsWith(long capabilities) {
    return ids(
        wire.list(ListActiveWorkersRequest.newBuilder().setRequiredCapabilityFlags(capabilities)));
  }

  private static List<String> ids(List<WorkerInfo> workers) {
    return workers.stream().map(WorkerInfo::getWorkerId).toList();
  }

  @Test
  void the_worker_heard_last_comes_first() {
    String first = register(0);
    String second = register(0);
    assertThat(ids(wire.listAll())).containsSubsequence(second, first);

    wire.beat(first);

    // A clock may tick between the two only.
    await().untilAsserted(() -> assertThat(ids(wire.listAll())).containsSubsequence(first, second));
  }

  @Test
  void all_the_required_capabilities_are_required() {
    String none = register(0);
    String one = register(1L << 1);
    String both = register(1L << 1 | 1L << 5);

    assertThat(idsWith(0)).contains(none, one, both);
    assertThat(idsWith(1L << 1)).contains(one, both).doesNotContain(none);
    assertThat(idsWith(1L << 1 | 1L << 5)).contains(both).doesNotContain(none, one);
  }

  @Test
  void the_highest_capability_counts_like_every_other() {
    String highest = register(1L << 63);

    assertThat(idsWith(1L << 63)).containsOnlyOnce(highest);
  }
}
