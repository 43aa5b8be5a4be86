/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** The identity provider does not vouch for somebody, or not so that they could enter. */
public final class NotRecognized extends RegistryException {

  private static final long serialVersionUID = 1L;

  public NotRecognized(String why) {
    super(ErrorCode.NOT_AUTHENTICATED, why);
  }

  public NotRecognized(String why, Throwable cause) {
    super(ErrorCode.NOT_AUTHENTICATED, why, cause);
  }
}
