/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.postgres;

/**
 * How to reach the registry's database.
 *
 * @param url a JDBC address without user and password
 */
public record DatabaseAccess(String url, String user, String password) {

  @Override
  public String toString() {
    return user + " at " + url;
  }
}
