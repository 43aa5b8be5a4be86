/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.jdbc;

import io.roster.registry.platform.config.RegistryConfiguration;
import java.time.Duration;

/**
 * The same PostgreSQL for those who change its schema: a new index of a large table takes as long
 * as it takes, but a lock that the fleet needs is not waited for.
 */
public final class MigratingDataSource extends ConfiguredDataSource {

  private static final String LIMITS = "-c statement_timeout=0 -c lock_timeout=5000";
  private static final Duration LONGEST = Duration.ofHours(1);

  public MigratingDataSource() {
    super(RegistryConfiguration.settings(), LIMITS, LONGEST);
  }
}
