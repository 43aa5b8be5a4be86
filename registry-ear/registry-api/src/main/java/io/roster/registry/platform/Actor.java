/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

import java.util.Objects;

/**
 * Who causes a change. It is never unknown: a daemon by its id, a person by the account, the
 * registry by its job, and who gives no name by the address that the call came from.
 *
 * @param kind what sort of actor
 * @param id the name within its kind
 */
public record Actor(Kind kind, String id) {

  /** The sorts of actors. */
  public enum Kind {
    DAEMON,
    USER,
    SYSTEM,
    CLIENT
  }

  public Actor {
    Objects.requireNonNull(kind, "kind is null");
    if (id.isBlank()) {
      throw new IllegalArgumentException("an actor has a name");
    }
  }

  public static Actor daemon(String daemonId) {
    return new Actor(Kind.DAEMON, daemonId);
  }

  public static Actor user(String username) {
    return new Actor(Kind.USER, username);
  }

  public static Actor system(String job) {
    return new Actor(Kind.SYSTEM, job);
  }

  public static Actor client(String address) {
    return new Actor(Kind.CLIENT, address);
  }

  /** The form in which the journal keeps it: {@code daemon:gpu-17}. */
  public String name() {
    return kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + id;
  }
}
