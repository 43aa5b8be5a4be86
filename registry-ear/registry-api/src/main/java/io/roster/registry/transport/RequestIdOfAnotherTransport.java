/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** One request id was sent with two different requests for a transport. */
public final class RequestIdOfAnotherTransport extends RegistryException {

  private static final long serialVersionUID = 1L;

  public RequestIdOfAnotherTransport(String requestId) {
    super(
        ErrorCode.INVALID_REQUEST,
        "request_id=" + requestId + " already used with different payload; make a new one");
  }
}
