/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account.model;

import io.roster.registry.access.Role;
import io.roster.registry.account.Account;
import io.roster.registry.account.Account.State;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An account and its password's hash. */
@Entity
@Table(name = "account")
public class LocalAccount {

  @Id private String username = "";

  @Enumerated(EnumType.STRING)
  private Role role = Role.VIEWER;

  @Enumerated(EnumType.STRING)
  private State state = State.ENABLED;

  @Column(name = "password_hash")
  private String passwordHash = "";

  private long sessions;

  @Column(name = "created_at")
  private Instant createdAt = Instant.EPOCH;

  @Column(name = "last_log_in")
  private @Nullable Instant lastLogIn;

  @Version private long version;

  /** For JPA. */
  protected LocalAccount() {}

  public LocalAccount(String username, Role role, String passwordHash, Instant now) {
    this.username = username;
    this.role = role;
    this.passwordHash = passwordHash;
    this.createdAt = now;
  }

  /** Of somebody whom the identity provider vouches for: without a password. */
  public static LocalAccount vouched(String username, Role role, Instant now) {
    return new LocalAccount(username, role, "", now);
  }

  public boolean isVouched() {
    return passwordHash.isEmpty();
  }

  public void changePassword(String newHash) {
    passwordHash = newHash;
    endSessions();
  }

  public void endSessions() {
    sessions++;
  }

  public void changeState(State wanted) {
    state = wanted;
    endSessions();
  }

  public void changeRole(Role wanted) {
    role = wanted;
    endSessions();
  }

  public void entered(Instant now) {
    lastLogIn = now;
  }

  public boolean isEnabled() {
    return state == State.ENABLED;
  }

  public Role role() {
    return role;
  }

  public State state() {
    return state;
  }

  public String username() {
    return username;
  }

  public String passwordHash() {
    return passwordHash;
  }

  public Account account() {
    return account(Optional.empty());
  }

  public Account account(Optional<Instant> lockedUntil) {
    return new Account(
        username, role, state, sessions, createdAt, lockedUntil, Optional.ofNullable(lastLogIn));
  }
}
