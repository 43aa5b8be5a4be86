/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.jdbc;

import io.roster.registry.platform.config.RegistryConfiguration;
import java.time.Duration;

/** The same database, for a question that is answered at once or not at all. */
public final class ProbingDataSource extends ConfiguredDataSource {

  private static final String LIMITS = "-c statement_timeout=2000 -c lock_timeout=1000";
  private static final Duration SILENCE = Duration.ofSeconds(2);

  public ProbingDataSource() {
    super(RegistryConfiguration.settings(), LIMITS, SILENCE);
  }
}
