/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Something that several clients work on under the same name. When too much about it is unknown to
 * be checked, they go on with another one.
 */
final class Subject {

  private static final int MOST_UNKNOWN = 8;

  private final String name;
  private final AtomicInteger unknown = new AtomicInteger();

  Subject(String name) {
    this.name = name;
  }

  int number() {
    return unknown.get() / MOST_UNKNOWN;
  }

  String name() {
    return name + "-" + number();
  }

  void lostTrack() {
    unknown.incrementAndGet();
  }
}
