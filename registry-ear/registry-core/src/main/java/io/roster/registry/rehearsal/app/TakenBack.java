/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.rehearsal.app;

import jakarta.ejb.ApplicationException;

/** Ends a change that was never to be kept. */
@ApplicationException(rollback = true)
final class TakenBack extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TakenBack() {
    super("made in order to be taken back", null, false, false);
  }
}
