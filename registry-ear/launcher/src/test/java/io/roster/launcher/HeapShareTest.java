/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapShareTest {

  @ParameterizedTest
  @CsvSource({
    "64, 1, 768",
    "64, 9, 768",
    "8, 1, 768",
    "8, 3, 768",
    "8, 6, 704",
    "8, 9, 362",
    "2, 1, 256",
    "1, 3, 256"
  })
  void it_fits_the_machine_within_what_is_useful(long gibibytes, int coordinators, long share) {
    assertThat(HeapShare.mebibytes(gibibytes << 30, coordinators)).isEqualTo(share);
  }
}
