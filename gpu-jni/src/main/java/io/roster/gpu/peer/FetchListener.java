/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

/**
 * Hears how a fetch goes. Called by the threads of the transfer, also by several at a time: it
 * returns at once.
 */
public interface FetchListener {

  /** One that does not care. */
  FetchListener SILENT = new FetchListener() {};

  /** A further piece has come. */
  default void progressed(FetchProgress progress) {}

  /** A source failed; the fetch goes on with another one, or with the same one later. */
  default void sourceFailed(PeerException reason) {}
}
