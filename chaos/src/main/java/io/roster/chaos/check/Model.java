/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

import io.roster.chaos.history.Operation;
import java.util.List;

/**
 * What one subject does when operations come one after another.
 *
 * @param <S> its states, which are values
 */
interface Model<S> {

  S initial();

  /**
   * The states in which an operation may leave the subject. None: it cannot have been answered as
   * it was. For an operation of unknown outcome, the states of its having happened.
   */
  List<S> after(S state, Operation operation);
}
