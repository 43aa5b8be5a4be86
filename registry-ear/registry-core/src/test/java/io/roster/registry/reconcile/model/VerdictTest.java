/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.reconcile.ReconcileRequest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

  private static final Cursor STORED = new Cursor("d1", 3, 7, 1, "", Instant.EPOCH);

  @ParameterizedTest(name = "{4}")
  @CsvSource({
    "other, 3, 8, REBASE, another daemon begins anew",
    "other, 2, 1, REBASE, another daemon begins anew even with an old generation",
    "d1, 2, 8, STALE, an older generation is stale",
    "d1, 3, 7, REPLAY, the last request again is a replay",
    "d1, 3, 6, STALE, an older request is stale",
    "d1, 4, 8, REBASE, a generation that was never given begins anew",
    "d1, 3, 9, GAP, a request that overtook another one comes too early",
    "d1, 3, 8, NEXT, the next request is looked at",
    "'', 3, 8, NEXT, a worker need not name its daemon",
    "' d1 ', 3, 8, NEXT, a daemon's name is trimmed",
    "d1, 18446744073709551615, 8, REBASE, generations are unsigned",
    "d1, 3, 18446744073709551615, GAP, sequences are unsigned"
  })
  void the_first_row_that_fits_decides(
      String daemon, String generation, String seq, Verdict verdict, String name) {
    assertThat(
            Verdict.of(
                new ReconcileRequest(
                    new WorkerId("w"),
                    daemon,
                    Long.parseUnsignedLong(generation),
                    Long.parseUnsignedLong(seq),
                    ReconcileRequest.Kind.SNAPSHOT,
                    List.of()),
                STORED))
        .isEqualTo(verdict);
  }
}
