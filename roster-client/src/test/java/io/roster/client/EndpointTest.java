/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {

  @Test
  void a_list_keeps_its_order() {
    assertThat(Endpoint.parseList("b:2, a:1,[::1]:3"))
        .containsExactly(new Endpoint("b", 2), new Endpoint("a", 1), new Endpoint("::1", 3));
    assertThat(Endpoint.parse("[::1]:3")).hasToString("[::1]:3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a:1,,b:2; has an empty entry",
        "a:1,; has an empty entry",
        "' '; has an empty entry",
        "a:1,b:2,a:1; has a:1 twice",
        "a; is not host:port",
        ":1; is not host:port",
        "a:; is not host:port",
        "a:b; the port is no number",
        "a:0; a port is from 1",
        "a:65536; a port is from 1",
        "::1:5; stands in brackets",
        "http://a:1; stands in brackets",
        "a b:1; no such characters"
      })
  void what_is_no_list_is_refused_with_a_sentence(String text, String why) {
    assertThatThrownBy(() -> Endpoint.parseList(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
