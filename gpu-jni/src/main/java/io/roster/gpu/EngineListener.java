/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/**
 * Hears of the events of one {@link GpuEngine}, one after another in their order.
 *
 * <p>It is called outside the engine's locks, by whichever thread caused an event, and may call the
 * engine. It delays the events behind it, and what it throws is logged.
 */
@FunctionalInterface
public interface EngineListener {

  void onEvent(EngineEvent event);
}
