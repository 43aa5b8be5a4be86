/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactIdTest {

  /** Encoded independently: base32 of 0x12 0x20 and the SHA-256 of no bytes. */
  private static final String HASH_OF_NOTHING =
      "bciqohmgeikmpyhautl57jsezn64sij5oihsgjg4tjssjlgi3pbjlqvi";

  private static final Multihash INDEX = Multihash.of("{}".getBytes(UTF_8));

  @Test
  void a_multihash_is_encoded_as_base32_of_prefix_and_digest() {
    Multihash nothing = Multihash.of(new byte[0]);
    assertThat(nothing.hex())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(nothing.toString()).isEqualTo(HASH_OF_NOTHING);
    assertThat(Multihash.parse(nothing.toString())).contains(nothing);
  }

  @Test
  void a_content_addressed_id_names_index_and_data() {
    Multihash data = Multihash.of(new byte[] {1, 2, 3});
    ArtifactId id = ArtifactId.ofContent(INDEX, data);
    assertThat(id.value()).isEqualTo("mi2:" + INDEX + ":" + data);
    assertThat(id.dataHash()).contains(data);
    assertThat(new ArtifactId(id.value())).isEqualTo(id);
  }

  @Test
  void a_client_generated_id_promises_no_content() {
    assertThat(new ArtifactId("cgid:model/7b").dataHash()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cgid:",
        "model",
        "mi2:",
        "mi2:a:b",
        "msa1:session",
        "cgid:with space",
        "cgid:line\n"
      })
  void other_texts_are_refused(String text) {
    assertThatThrownBy(() -> new ArtifactId(text))
        .isInstanceOf(InvalidArtifactId.class)
        .hasMessageContaining("Use cgid:<name>");
  }

  @Test
  void an_id_is_bounded() {
    assertThatThrownBy(() -> new ArtifactId("cgid:" + "x".repeat(ArtifactId.MAX_BYTES)))
        .isInstanceOf(InvalidArtifactId.class);
  }

  @Test
  void a_damaged_multihash_is_not_parsed() {
    String text = INDEX.toString();
    assertThat(Multihash.parse(text.substring(1))).isEmpty();
    assertThat(Multihash.parse("z" + text.substring(1))).isEmpty();
    assertThat(Multihash.parse("ba" + text.substring(2))).isEmpty();
    assertThat(Multihash.parse(text.toUpperCase(Locale.ROOT))).isEmpty();
  }
}
