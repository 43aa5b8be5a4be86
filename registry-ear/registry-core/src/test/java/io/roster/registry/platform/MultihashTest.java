/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultihashTest {

  private static final String TEXT = "bciqmna3ppli4jwuktf6abgsljmjayi33dgjwsmrz4gknmmd5tufyyoq";
  private static final String HEX =
      "c6836f7ad1c4da8a997c009a4b4b120c237b1993693239e194d6307d9d0b8c3a";

  @Test
  void content_is_named_by_its_digest() {
    Multihash name = Multihash.of("roster".getBytes(StandardCharsets.UTF_8));
    assertThat(name).hasToString(TEXT);
    assertThat(name.hex()).isEqualTo(HEX);
  }

  @Test
  void both_forms_are_read_back() {
    assertThat(Multihash.parse(TEXT).map(Multihash::hex)).contains(HEX);
    assertThat(Multihash.parseHex(HEX)).isEqualTo(Multihash.parse(TEXT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "b",
        "bciqmna3ppli4jwuktf6abgsljmjayi33dgjwsmrz4gknmmd5tufyyo",
        "zciqmna3ppli4jwuktf6abgsljmjayi33dgjwsmrz4gknmmd5tufyyoq",
        "bciqmna3ppli4jwuktf6abgsljmjayi33dgjwsmrz4gknmmd5tufyyor",
        "bdiqmna3ppli4jwuktf6abgsljmjayi33dgjwsmrz4gknmmd5tufyyoq",
        "bCIQMNA3PPLI4JWUKTF6ABGSLJMJAYI33DGJWSMRZ4GKNMMD5TUFYYOQ"
      })
  void anything_else_is_no_multihash(String text) {
    assertThat(Multihash.parse(text)).isEmpty();
  }
}
