/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifetimeTest {

  private final List<String> ended = new ArrayList<>();
  private final Lifetime lifetime = Lifetime.endedOnSignal();

  @Test
  void parts_end_in_the_opposite_order_and_once() {
    keep("data");
    keep("coordinator");

    lifetime.close();
    lifetime.close();

    assertThat(ended).containsExactly("coordinator", "data");
  }

  @Test
  void a_part_that_cannot_be_ended_does_not_keep_the_others() {
    keep("data");
    lifetime.keep(
        () ->
            () -> {
              throw new IllegalStateException("stuck");
            });

    lifetime.close();

    assertThat(ended).containsExactly("data");
  }

  @Test
  void nothing_begins_after_the_end() {
    lifetime.close();

    assertThatThrownBy(() -> keep("late")).hasMessage("stopped");
    assertThat(lifetime.isEnding()).isTrue();
    assertThat(ended).isEmpty();
  }

  private void keep(String name) {
    AutoCloseable unused = lifetime.keep(() -> () -> ended.add(name));
    assertThat(unused).isNotNull();
  }
}
