/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.site;

/** The site itself, not a promise of it, is not as the harness needs it. */
public final class SiteBroken extends RuntimeException {

  private static final long serialVersionUID = 1;

  public SiteBroken(String message) {
    super(message);
  }

  public SiteBroken(String message, Throwable cause) {
    super(message, cause);
  }
}
