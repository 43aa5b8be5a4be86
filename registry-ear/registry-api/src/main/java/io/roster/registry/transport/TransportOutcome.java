/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport;

import java.util.Locale;

/** How a transport ended. */
public enum TransportOutcome {
  SUCCESS,
  FAILED,
  EXPIRED,
  CANCELLED;

  /** The form on the wire, in the database and in the journal. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
