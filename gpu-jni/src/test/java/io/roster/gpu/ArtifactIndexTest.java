/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArtifactIndexTest {

  @Test
  void an_index_keeps_its_bytes_and_tells_its_tensors_by_offset() {
    byte[] bytes =
        "{ \"b\":[8,4,[2,1],[1,1],\"torch.float16\"], \"a\":[0,8], \"e\": [8, 0, [0], [1], \"x\", {\"more\":[1]}] }"
            .getBytes(UTF_8);
    ArtifactIndex index = ArtifactIndex.of(bytes);

    assertThat(index.bytes()).isEqualTo(bytes);
    assertThat(index.hash()).isEqualTo(Multihash.of(bytes));
    assertThat(index.endBytes()).isEqualTo(12);
    assertThat(index.tensors()).extracting(Tensor::name).containsExactly("a", "e", "b");
    assertThat(index.tensors().get(2))
        .isEqualTo(new Tensor("b", 8, 4, List.of(2L, 1L), List.of(1L, 1L), "torch.float16"));
  }

  @Test
  void an_index_without_tensors_fits_everything() {
    assertThat(ArtifactIndex.of("{}".getBytes(UTF_8)).endBytes()).isZero();
  }

  @Test
  void bytes_that_are_no_tensors_count_as_one() {
    assertThat(new String(ArtifactIndex.ofBytes(5).bytes(), UTF_8))
        .isEqualTo("{\"data\":[0,5,[5],[1],\"torch.uint8\"]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "| ",
        "[] | begin with {",
        "{\"a\":[0,8] | ",
        "{\"a\":[0,8]} x | ",
        "{\"a\":[0,8]}{} | follows",
        "{\"a\":{}} | not mapped to an array",
        "{\"a\":[0]} | something else than a count",
        "{\"a\":[-1,8]} | something else than a count",
        "{\"a\":[0.5,8]} | something else than a count",
        "{\"a\":[0,9223372036854775808]} | something else than a count",
        "{\"a\":[8,9223372036854775807]} | beyond any artifact",
        "{\"a\":[0,8,3]} | shape or strides",
        "{\"a\":[0,8,[1],[1],5]} | no text",
        "{\"a\":[0,8],\"b\":[7,8]} | tensor b overlaps with tensor a",
        "{\"a\":[0,8],\"b\":[0,8]} | overlaps",
        "{\"a\":[0,8],\"a\":[8,8]} | Duplicate",
      })
  void what_is_no_index_is_refused(String text, String reason) {
    byte[] bytes = text == null ? new byte[0] : text.getBytes(UTF_8);
    assertThatThrownBy(() -> ArtifactIndex.of(bytes))
        .isInstanceOf(InvalidIndex.class)
        .hasMessageContaining(reason == null ? "That is no index" : reason);
  }
}
