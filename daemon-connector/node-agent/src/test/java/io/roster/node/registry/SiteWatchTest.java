/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.client.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SiteWatchTest {

  private final List<String> doubts = new ArrayList<>();
  private final AtomicInteger forgotten = new AtomicInteger();
  private final SiteWatch watch =
      new SiteWatch(
          new LinkListener() {
            @Override
            public void inventoryInDoubt(String reason) {
              doubts.add(reason);
            }

            @Override
            public void registryMayHaveForgotten() {
              forgotten.incrementAndGet();
            }
          });

  @Test
  void the_same_epoch_says_nothing() {
    seen("a", 1, 10);
    seen("b", 1, 8);
    seen("a", 1, 11);
    assertThat(doubts).isEmpty();
  }

  @Test
  void a_new_epoch_means_a_reconcile_once() {
    seen("a", 1, 10);
    seen("b", 2, 12);
    seen("b", 2, 13);
    assertThat(doubts).hasSize(1);
    assertThat(forgotten).hasValue(0);
  }

  @Test
  void a_coordinator_that_is_slow_to_notice_means_nothing() {
    seen("a", 1, 10);
    seen("b", 2, 12);
    seen("a", 1, 11);
    seen("b", 2, 14);
    seen("c", 1, 9);
    assertThat(doubts).hasSize(1);
  }

  @Test
  void a_restored_registry_has_an_earlier_epoch_and_revision() {
    seen("a", 5, 100);
    seen("a", 4, 60);
    assertThat(doubts).hasSize(1);
  }

  @Test
  void a_restored_registry_under_the_same_epoch_is_seen_by_its_revisions() {
    seen("a", 5, 100);
    seen("a", 5, 60);
    seen("a", 5, 61);
    assertThat(doubts).as("answers may overtake each other").isEmpty();
    seen("a", 5, 62);
    assertThat(doubts).hasSize(1);
    assertThat(forgotten).hasValue(1);
    seen("a", 5, 63);
    assertThat(doubts).hasSize(1);
  }

  private void seen(String coordinator, long epoch, long revision) {
    watch.seen(new Origin(coordinator, epoch, revision));
  }
}
