/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.account;

/** The names of the roles, for the annotations of the views. */
public final class Roles {

  public static final String VIEWER = "VIEWER";
  public static final String OPERATOR = "OPERATOR";
  public static final String ADMIN = "ADMIN";
  public static final String AUDITOR = "AUDITOR";

  private Roles() {}
}
