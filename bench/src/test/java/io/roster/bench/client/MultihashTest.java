/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MultihashTest {

  @Test
  void content_has_the_name_that_others_give_it() {
    assertThat(Multihash.of(new byte[0]))
        .isEqualTo("bciqohmgeikmpyhautl57jsezn64sij5oihsgjg4tjssjlgi3pbjlqvi");
    assertThat(
            Multihash.of(
                "{\"weight\":[0,1024,[256],[1],\"F32\"]}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("bciqeiaslxpy642gakpelbwvweontjxaniufwnoivnhtnk7lqaub4geq");
  }
}
