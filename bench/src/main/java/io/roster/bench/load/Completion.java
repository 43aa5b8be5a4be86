/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.load;

/** Hears once, on any thread, how an action ended. */
@FunctionalInterface
public interface Completion {

  void ended(Answer answer);
}
