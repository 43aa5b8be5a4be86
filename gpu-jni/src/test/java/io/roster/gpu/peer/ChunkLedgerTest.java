/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.gpu.Chunks;
import org.junit.jupiter.api.Test;

class ChunkLedgerTest {

  private final ChunkLedger ledger = new ChunkLedger(new Chunks(Chunks.CHUNK_BYTES + 5L));

  @Test
  void each_chunk_is_taken_once() {
    assertThat(ledger.take()).hasValue(0);
    assertThat(ledger.take()).hasValue(1);
    assertThat(ledger.take()).isEmpty();
    assertThat(ledger.complete()).isFalse();
  }

  @Test
  void one_that_was_given_back_is_taken_again() {
    ledger.take();
    ledger.take();
    ledger.giveBack(0);
    assertThat(ledger.take()).hasValue(0);
    assertThat(ledger.take()).isEmpty();
  }

  @Test
  void it_is_complete_when_everything_has_arrived() {
    assertThat(ledger.arrived(1)).isEqualTo(5);
    assertThat(ledger.complete()).isFalse();
    assertThat(ledger.arrived(0)).isEqualTo(Chunks.CHUNK_BYTES + 5L);
    assertThat(ledger.complete()).isTrue();
    assertThat(ledger.arrivedCount()).isEqualTo(2);
  }
}
