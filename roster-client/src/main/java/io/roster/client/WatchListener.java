/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import io.grpc.Status;
import io.roster.v1.WatchEvent;
import io.roster.v1.WatchListed;
import io.roster.v1.WatchRelist;
import io.roster.v1.WatchState;

/**
 * Takes what a watch gives, one message at a time. The next one is read when a method returns, so a
 * slow listener slows the stream, and nothing is lost.
 */
public interface WatchListener {

  /** Something happened. Each entry of the journal that is wanted comes once, in order. */
  void event(WatchEvent event);

  /** Nothing wanted happened up to here that has not come. */
  default void bookmark(long revision) {}

  /** What is known is void: begin to gather a new picture. It may come again before it is whole. */
  default void relist(WatchRelist relist) {}

  /** One subject of the new picture. */
  default void state(WatchState state) {}

  /** The new picture is whole: replace what was known by it. */
  default void listed(WatchListed listed) {}

  /** A stream ended; the watch goes on by itself, at another coordinator if there is one. */
  default void interrupted(Endpoint from, Status why) {}

  /** The watch is over: no coordinator will ever serve it. */
  void failed(Status why);
}
