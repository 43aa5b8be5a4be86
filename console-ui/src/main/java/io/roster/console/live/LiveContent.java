/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.live;

/** A view that follows the fleet. */
public interface LiveContent {

  /** Shows a picture; called with the session locked, at most twice a second. */
  void show(FleetPicture picture);
}
