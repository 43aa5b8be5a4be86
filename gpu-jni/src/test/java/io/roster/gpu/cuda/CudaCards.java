/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.cuda;

import io.roster.gpu.BackendUnavailable;
import org.junit.jupiter.api.Assumptions;

/** The cards of this machine for tests, which are skipped with the reason where there are none. */
public final class CudaCards {

  private CudaCards() {}

  public static Cuda orSkip() {
    try {
      return Cuda.load();
    } catch (BackendUnavailable e) {
      System.out.println("Tests on a card are skipped: " + e.getMessage());
      return Assumptions.abort(e.getMessage());
    }
  }
}
