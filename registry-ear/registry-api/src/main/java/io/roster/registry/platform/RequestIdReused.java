/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

/** One client_request_id was sent with two different requests. */
public final class RequestIdReused extends RegistryException {

  private static final long serialVersionUID = 1L;

  public RequestIdReused() {
    super(ErrorCode.REQUEST_ID_REUSED, "client_request_id already used with a different payload");
  }
}
