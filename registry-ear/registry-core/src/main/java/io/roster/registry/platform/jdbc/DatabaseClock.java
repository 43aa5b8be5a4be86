/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.jdbc;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The database's clock, the only one that counts for what is stored. */
public final class DatabaseClock {

  // As microseconds, because the type that a provider makes of a timestamp differs between
  // providers.
  private static final String NOW =
      "select cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)";

  private DatabaseClock() {}

  /** What it shows now, asked in the caller's transaction. */
  public static Instant now(EntityManager entities) {
    Number micros = (Number) entities.createNativeQuery(NOW).getSingleResult();
    return Instant.EPOCH.plus(micros.longValue(), ChronoUnit.MICROS);
  }
}
