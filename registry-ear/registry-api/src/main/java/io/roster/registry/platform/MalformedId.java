/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

/**
 * An id that is no UUID, where the wire's old habit is to call that an internal failure. It is the
 * caller's mistake all the same, and is not logged as ours.
 */
public final class MalformedId extends RegistryException {

  private static final long serialVersionUID = 1L;

  public MalformedId(String field) {
    super(ErrorCode.MALFORMED_ID, field + " must be a UUID");
  }
}
