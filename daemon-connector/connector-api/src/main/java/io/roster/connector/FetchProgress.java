/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

/** Hears how far a fetch is, on a thread of the daemon; it returns at once. */
@FunctionalInterface
public interface FetchProgress {

  /** For who does not want to know. */
  FetchProgress IGNORED = (receivedBytes, totalBytes) -> {};

  void received(long receivedBytes, long totalBytes);
}
