/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MembershipTest {

  private static final Instant NOW = Instant.ofEpochSecond(50);

  private final Membership membership = new Membership();

  @BeforeEach
  void join() {
    membership.joined(new Registered("w", Duration.ZERO, 3, 0));
  }

  @Test
  void a_registration_begins_anew() {
    Standing first = standing();
    assertThat(first.generation()).as("0 is read as 1").isEqualTo(1);
    assertThat(first.stateVersion()).isEqualTo(3);
    membership.agreed(first, 1, 4, NOW);
    membership.joined(new Registered("w", Duration.ZERO, 4, 2));
    assertThat(standing().requestSeq()).isZero();
    assertThat(standing().agreedAt()).isEmpty();
    assertThat(standing().registration()).isGreaterThan(first.registration());
  }

  @Test
  void an_answer_to_an_earlier_registration_changes_nothing() {
    Standing before = standing();
    membership.joined(new Registered("w", Duration.ZERO, 4, 2));
    membership.agreed(before, 1, 9, NOW);
    assertThat(standing().stateVersion()).isEqualTo(4);
    assertThat(standing().agreedAt()).isEmpty();
  }

  @Test
  void an_older_answer_changes_nothing() {
    Standing before = standing();
    membership.agreed(before, 2, 6, NOW);
    membership.answered(before, 1, 5);
    assertThat(standing().requestSeq()).isEqualTo(2);
    assertThat(standing().stateVersion()).isEqualTo(6);
  }

  @Test
  void an_answer_without_agreement_keeps_the_time_of_the_last_one() {
    membership.agreed(standing(), 1, 4, NOW);
    membership.answered(standing(), 2, 5);
    assertThat(standing().agreedAt()).contains(NOW);
  }

  @Test
  void a_renewal_is_wanted_until_it_has_happened() {
    membership.renew();
    assertThat(membership.renewalWanted()).isTrue();
    membership.joined(new Registered("w", Duration.ZERO, 4, 2));
    assertThat(membership.renewalWanted()).isFalse();
  }

  private Standing standing() {
    return membership.standing().orElseThrow();
  }
}
