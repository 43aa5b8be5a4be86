/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;
import java.util.UUID;

/** One key was sent with two different requests. */
public final class IdempotencyKeyReused extends RegistryException {

  private static final long serialVersionUID = 1L;

  public IdempotencyKeyReused(String key, UUID command) {
    super(
        ErrorCode.REQUEST_ID_REUSED,
        "idempotency_key "
            + key
            + " already stands for another request, command "
            + command
            + "; make a new key for each request");
  }
}
