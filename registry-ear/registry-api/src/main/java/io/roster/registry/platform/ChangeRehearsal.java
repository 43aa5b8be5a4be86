/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

/**
 * Changes that a coordinator makes for nobody, so that whoever asks for the first one need not wait
 * until code is loaded and statements are known.
 */
public interface ChangeRehearsal {

  /** Makes them and takes them back: nothing of them is kept, and nobody else waits for them. */
  void rehearse();
}
