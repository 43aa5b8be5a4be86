/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

/** The coordinator is going away: another one serves. */
public final class Stopping extends RegistryException {

  private static final long serialVersionUID = 1L;

  public Stopping() {
    super(ErrorCode.STOPPING, "This coordinator stops; go on at another one");
  }

  public Stopping(String coordinator) {
    super(ErrorCode.STOPPING, "Coordinator " + coordinator + " stops; go on at another one");
  }
}
