/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

/** A request that can never succeed as it stands. */
public final class InvalidRequest extends RegistryException {

  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * @param field the name of the field on the wire
   * @param expectation what is expected of it, to stand after the name: "is required"
   */
  public InvalidRequest(String field, String expectation) {
    super(ErrorCode.INVALID_REQUEST, field + " " + expectation);
    this.field = field;
  }

  public String field() {
    return field;
  }
}
