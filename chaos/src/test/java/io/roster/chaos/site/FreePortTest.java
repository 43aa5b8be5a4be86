/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testing.postgres.FreePort;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortTest {

  /** From here on Linux gives ports to whoever asks for any. */
  private static final int ANY = 32_768;

  @Test
  void no_two_are_the_same_and_none_is_one_that_the_system_gives_away() {
    List<Integer> ports = IntStream.range(0, 200).mapToObj(i -> FreePort.take()).toList();
    assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port >= 20_000 && port < ANY);
  }
}
