/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordHashTest {

  @Test
  void a_password_matches_its_own_hash_only() {
    String hash = PasswordHash.of("correct horse battery");
    assertThat(PasswordHash.matches("correct horse battery", hash)).isTrue();
    assertThat(PasswordHash.matches("correct horse batterz", hash)).isFalse();
  }

  @Test
  void equal_passwords_have_different_hashes_and_none_shows_the_password() {
    assertThat(PasswordHash.of("correct horse battery"))
        .isNotEqualTo(PasswordHash.of("correct horse battery"))
        .doesNotContain("correct")
        .startsWith("pbkdf2-sha512$210000$");
  }

  @Test
  void a_text_that_is_no_hash_matches_nothing() {
    assertThat(PasswordHash.matches("", "")).isFalse();
    assertThat(PasswordHash.matches("x", "md5$1$a$b")).isFalse();
  }
}
