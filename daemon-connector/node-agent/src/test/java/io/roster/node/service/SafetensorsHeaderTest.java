/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.StatusException;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsHeaderTest {

  private static final String TWO =
      "{\"__metadata__\":{\"format\":\"pt\"},"
          + "\"b\":{\"dtype\":\"F16\",\"shape\":[2,3],\"data_offsets\":[4,16]},"
          + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}";

  @Test
  void the_index_counts_from_the_beginning_of_the_file() throws Exception {
    byte[] file = file(TWO, 16);
    SafetensorsHeader header = read(file);
    int data = 8 + TWO.length();
    assertThat(new String(header.index(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"a\":[%d,4,[],[],\"torch.float32\"],\"b\":[%d,12,[2,3],[3,1],\"torch.float16\"]}"
                .formatted(data, data + 4));
    assertThat(file).startsWith(header.bytes());
    assertThat(header.bytes()).hasSize(data);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"15 | follow the header", "17 | follow the header", "-10 | ends within its header"})
  void a_file_of_another_length_is_refused(int dataBytes, String reason) {
    assertThatThrownBy(
            () ->
                SafetensorsHeader.read(
                    new ByteArrayInputStream(file(TWO, 16)), 8 + TWO.length() + dataBytes))
        .isInstanceOf(StatusException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining("raw bytes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}} | disagree",
        "{\"a\":{\"dtype\":\"X9\",\"shape\":[1],\"data_offsets\":[0,4]}} | unknown type",
        "{\"a\":{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":[2,4]}} | gap",
        "{\"a\":{\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":[2,4]}}"
            + " | overlaps",
        "{\"a\":{\"dtype\":\"I8\",\"shape\":[-4],\"data_offsets\":[0,4]}} | disagree",
        "{\"a\":{\"dtype\":\"I8\"}} | not as it should be",
        "{\"a\":7} | not as it should be",
        "[] | not as it should be",
        "{\"a\" | not as it should be"
      })
  void a_header_that_is_none_is_refused(String header, String reason) {
    assertThatThrownBy(() -> read(file(header, 4)))
        .isInstanceOf(StatusException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void a_length_that_is_none_is_refused() {
    assertThatThrownBy(() -> read(new byte[] {1, 2, 3})).hasMessageContaining("ends within");
    byte[] huge = {-1, -1, -1, -1, -1, -1, -1, 127, '{', '}'};
    assertThatThrownBy(() -> read(huge)).hasMessageContaining("would have");
  }

  private static SafetensorsHeader read(byte[] file) throws Exception {
    return SafetensorsHeader.read(new ByteArrayInputStream(file), file.length);
  }

  private static byte[] file(String header, int dataBytes) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }
}
