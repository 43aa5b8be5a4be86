/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** How far this coordinator has followed the journal. Answers at once. */
public interface JournalPosition {

  /** The newest revision that this coordinator's memory shows. */
  long revision();

  /** How long ago this coordinator last knew that there is nothing newer. */
  Duration age();

  /** The newest leadership that this coordinator has heard of. */
  long epoch();

  /** The name of this coordinator. */
  String coordinator();

  /**
   * Completes when {@link #revision()} is at least so much; it may never, and whoever gives up
   * completes it otherwise.
   *
   * @throws io.roster.registry.platform.Overloaded when too many wait already
   */
  CompletionStage<Long> reached(long revision);
}
