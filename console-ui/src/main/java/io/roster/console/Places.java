/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console;

import io.roster.console.account.SignedIn;
import io.roster.console.ui.Icon.Shape;
import io.roster.registry.access.Role;
import java.util.Optional;
import java.util.stream.Stream;

/** The views that one can go to from anywhere, by the navigation and by keys. */
enum Places {
  OVERVIEW("Overview", "", "o", Shape.OVERVIEW),
  TOPOLOGY("Topology", "topology", "t", Shape.TOPOLOGY),
  WORKERS("Workers", "workers", "w", Shape.WORKERS),
  ARTIFACTS("Artifacts", "artifacts", "a", Shape.ARTIFACTS),
  REPLICAS("Replicas", "replicas", "r", Shape.REPLICAS),
  TRANSPORTS("Transports", "transports", "x", Shape.TRANSPORTS),
  KEYS("Keys", "keys", "k", Shape.KEYS),
  LEASES("Leases", "leases", "l", Shape.LEASES),
  COORDINATORS("Coordinators", "coordinators", "c", Shape.COORDINATORS),
  COMMANDS("Commands", "commands", "m", Shape.COMMANDS),
  EVENTS("Events", "events", "e", Shape.EVENTS),
  AUDIT("Audit", "audit", "u", Shape.AUDIT),
  ACCOUNTS("Accounts", "accounts", "n", Shape.ACCOUNTS),
  CONFIG("Configuration", "config", "s", Shape.CONFIG),
  ABOUT("About", "about", "b", Shape.ABOUT);

  private final String label;
  private final String path;
  private final String key;
  private final Shape icon;

  Places(String label, String path, String key, Shape icon) {
    this.label = label;
    this.path = path;
    this.key = key;
    this.icon = icon;
  }

  /** The place that two keys lead to: {@code g w}. */
  static Optional<Places> byKeys(String keys) {
    return Stream.of(values()).filter(place -> keys.equals("g " + place.key)).findFirst();
  }

  String label() {
    return label;
  }

  String path() {
    return path;
  }

  String key() {
    return key;
  }

  Shape icon() {
    return icon;
  }

  /** Whether a line is drawn above it. */
  boolean beginsSection() {
    return this == ARTIFACTS || this == COORDINATORS;
  }

  boolean opensFor(Optional<SignedIn> person) {
    Role needed =
        switch (this) {
          case AUDIT -> Role.AUDITOR;
          case ACCOUNTS -> Role.ADMIN;
          default -> Role.VIEWER;
        };
    return person.map(who -> who.account().role().includes(needed)).orElse(false);
  }
}
