/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.tx;

import java.util.function.Supplier;

/** A transaction around a piece of work. */
public interface UnitOfWork {

  /** Runs the work in a transaction of its own, which is committed when the call returns. */
  <T> T run(Supplier<T> work);
}
