/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.load;

import java.time.Duration;

/** Something that can be driven for a while. */
@FunctionalInterface
public interface Load {

  /** Drives it for so long and tells what came of it. */
  Outcome during(Duration time);
}
