/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

/** A clock for waiting: it tells how much time has passed, not what time it is. */
@FunctionalInterface
interface Nanos {

  Nanos SYSTEM = System::nanoTime;

  long now();
}
