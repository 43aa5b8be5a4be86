/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The answer to whoever looks a key up. Memory keeps the same object until the key changes, and
 * with it what a door has made of it: receivers poll the same keys again and again.
 */
public final class ResolvedKey {

  private final KeyMapping mapping;
  private final int rememberSeconds;
  private volatile @Nullable Object answer;

  /**
   * @param rememberSeconds how long the answer may be remembered, unsigned 32 bit
   */
  public ResolvedKey(KeyMapping mapping, int rememberSeconds) {
    this.mapping = mapping;
    this.rememberSeconds = rememberSeconds;
  }

  public KeyMapping mapping() {
    return mapping;
  }

  public int rememberSeconds() {
    return rememberSeconds;
  }

  /** The answer in the words of the one protocol that asks for it, made when first asked for. */
  public <T> T as(Class<T> words, Function<ResolvedKey, T> translation) {
    Object made = answer;
    if (!words.isInstance(made)) {
      made = translation.apply(this);
      answer = made;
    }
    return words.cast(made);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ResolvedKey that
        && mapping.equals(that.mapping)
        && rememberSeconds == that.rememberSeconds;
  }

  @Override
  public int hashCode() {
    return Objects.hash(mapping, rememberSeconds);
  }

  @Override
  public String toString() {
    return mapping + ", to be remembered for " + Integer.toUnsignedString(rememberSeconds) + " s";
  }
}
