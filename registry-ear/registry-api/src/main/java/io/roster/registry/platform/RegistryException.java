/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

import jakarta.ejb.ApplicationException;

/**
 * A failure that the registry foresees. Its message is one sentence for the caller: what, which,
 * what to do.
 *
 * <p>The annotation keeps the EJB container from wrapping it, which would lose the code, and rolls
 * the transaction back.
 */
@ApplicationException(rollback = true, inherited = true)
public abstract class RegistryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  protected RegistryException(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  protected RegistryException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }
}
