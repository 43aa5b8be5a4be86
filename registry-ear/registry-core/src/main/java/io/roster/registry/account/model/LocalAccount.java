/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account.model;

import io.roster.registry.account.Account;
import io.roster.registry.account.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;

/** An account and its password's hash. */
@Entity
@Table(name = "account")
public class LocalAccount {

  @Id private String username = "";

  @Enumerated(EnumType.STRING)
  private Role role = Role.VIEWER;

  @Column(name = "password_hash")
  private String passwordHash = "";

  @Column(name = "created_at")
  private Instant createdAt = Instant.EPOCH;

  @Version private long version;

  /** For JPA. */
  protected LocalAccount() {}

  public LocalAccount(String username, Role role, String passwordHash, Instant now) {
    this.username = username;
    this.role = role;
    this.passwordHash = passwordHash;
    this.createdAt = now;
  }

  public void changePassword(String newHash) {
    passwordHash = newHash;
  }

  public String passwordHash() {
    return passwordHash;
  }

  public Account account() {
    return new Account(username, role, createdAt);
  }
}
