/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.access;

/**
 * What somebody may do. An auditor looks at everything, what people did included, and acts on
 * nothing.
 */
public enum Role {
  VIEWER,
  OPERATOR,
  ADMIN,
  AUDITOR;

  /** Whether this role is enough where another is asked for. */
  public boolean includes(Role needed) {
    return switch (this) {
      case VIEWER -> needed == VIEWER;
      case OPERATOR -> needed == VIEWER || needed == OPERATOR;
      case ADMIN -> true;
      case AUDITOR -> needed == VIEWER || needed == AUDITOR;
    };
  }
}
