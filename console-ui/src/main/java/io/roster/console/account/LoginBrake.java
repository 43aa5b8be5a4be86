/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down the guessing of passwords. After three failures an account, and a session, has to wait
 * before the next attempt: a second, doubled with each failure, half a minute at most, so that
 * nobody can lock a person out. It never blocks a thread, and remembers a bounded number of names.
 */
@ApplicationScoped
public class LoginBrake {

  static final int FREE_FAILURES = 3;
  static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);
  static final int REMEMBERED = 10_000;

  private static final Failures NONE = new Failures(0, Instant.EPOCH);

  private final Clock clock;
  private final Map<String, Failures> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Failures(int count, Instant last) {

    Instant waitUntil() {
      if (count < FREE_FAILURES) {
        return last;
      }
      long seconds = 1L << Math.min(count - FREE_FAILURES, 5);
      return last.plusSeconds(Math.min(seconds, LONGEST_WAIT.toSeconds()));
    }
  }

  public LoginBrake() {
    this(Clock.systemUTC());
  }

  LoginBrake(Clock clock) {
    this.clock = clock;
  }

  /** How long this account, in this session, has still to wait; zero when it may try. */
  synchronized Duration waitFor(String account, String session) {
    Instant now = clock.instant();
    Instant until = latest(waitUntil(accountKey(account)), waitUntil(sessionKey(session)));
    return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
  }

  synchronized void failed(String account, String session) {
    count(accountKey(account));
    count(sessionKey(session));
  }

  synchronized void succeeded(String account, String session) {
    failures.remove(accountKey(account));
    failures.remove(sessionKey(session));
  }

  private void count(String key) {
    Failures before = failures.getOrDefault(key, NONE);
    Instant now = clock.instant();
    boolean forgotten = before.last().plus(FORGOTTEN_AFTER).isBefore(now);
    failures.put(key, new Failures(forgotten ? 1 : before.count() + 1, now));
  }

  private Instant waitUntil(String key) {
    return failures.getOrDefault(key, NONE).waitUntil();
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static String accountKey(String account) {
    return "account:" + account;
  }

  private static String sessionKey(String session) {
    return "session:" + session;
  }
}
