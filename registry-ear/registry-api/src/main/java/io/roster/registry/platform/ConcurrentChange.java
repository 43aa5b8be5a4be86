/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

/** Another change won; the same call may succeed when repeated. */
public final class ConcurrentChange extends RegistryException {

  private static final long serialVersionUID = 1L;

  public ConcurrentChange(String operation) {
    super(ErrorCode.CONCURRENT_CHANGE, message(operation));
  }

  public ConcurrentChange(String operation, Throwable cause) {
    super(ErrorCode.CONCURRENT_CHANGE, message(operation), cause);
  }

  private static String message(String operation) {
    return operation + " met another change of the same state; repeat it";
  }
}
