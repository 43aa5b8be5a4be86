/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.gpu.ArtifactId;
import io.roster.gpu.InvalidSafetensors;
import io.roster.gpu.MemoryKind;
import io.roster.gpu.Multihash;
import io.roster.gpu.Place;
import io.roster.gpu.Replica;
import io.roster.gpu.SafetensorsTarget;
import io.roster.gpu.UnreadableSource;
import io.roster.gpu.Watermarks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {

  private static final String HEADER =
      "{\"__metadata__\":{\"format\":\"pt\"},"
          + "\"w\":{\"dtype\":\"F16\",\"shape\":[2,3],\"data_offsets\":[4,16]},"
          + "\"b\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},"
          + "\"none\":{\"dtype\":\"I64\",\"shape\":[0,7],\"data_offsets\":[16,16]}}  ";
  private static final byte[] DATA = "0123456789abcdef".getBytes(UTF_8);
  private static final SafetensorsTarget TARGET = SafetensorsTarget.named(new ArtifactId("cgid:s"));

  @TempDir private Path directory;
  private EngineFixture fixture;

  @BeforeEach
  void open() throws IOException {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    fixture = EngineFixture.small(EngineFixture.CAPACITY, Watermarks.USUAL, disk);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void the_header_becomes_the_canonical_index_and_the_rest_the_bytes() throws IOException {
    Path file = Files.write(directory.resolve("model.safetensors"), file(HEADER, DATA));

    Replica named = fixture.engine.putSafetensors(TARGET.into(MemoryKind.DISK), file);

    assertThat(fixture.read(named.id(), Place.DISK)).isEqualTo(DATA);
    assertThat(new String(fixture.engine.index(named.id()).bytes(), UTF_8))
        .isEqualTo(
            "{\"b\":[0,4,[],[],\"torch.float32\"],"
                + "\"none\":[16,0,[0,7],[7,1],\"torch.int64\"],"
                + "\"w\":[4,12,[2,3],[3,1],\"torch.float16\"]}");
  }

  @Test
  void a_stream_gives_the_same_as_a_file() {
    Replica replica =
        fixture.engine.putSafetensors(
            SafetensorsTarget.contentAddressed().into(Place.RAM),
            new ByteArrayInputStream(file(HEADER, DATA)));
    assertThat(fixture.read(replica.id(), Place.RAM)).isEqualTo(DATA);
    assertThat(replica.id().dataHash()).contains(Multihash.of(DATA));
    assertThat(replica.id().indexHash()).contains(replica.indexHash());
  }

  @ParameterizedTest
  @CsvSource({"0", "5", "8", "20"})
  void a_file_that_ends_within_its_header_is_refused(int length) throws IOException {
    refused(Arrays.copyOf(file(HEADER, DATA), length), "ends within its header");
  }

  @Test
  void a_file_without_all_of_its_tensors_is_refused() throws IOException {
    byte[] whole = file(HEADER, DATA);
    refused(Arrays.copyOf(whole, whole.length - 1), "16 bytes");
    refused(Arrays.copyOf(whole, whole.length + 1), "16 bytes");
  }

  @Test
  void an_unbelievable_length_of_the_header_is_refused() throws IOException {
    byte[] file = file(HEADER, DATA);
    file[7] = 1;
    refused(file, "no header has");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        " [] | begin with {",
        "{\"a\" | no JSON",
        "{\"a\":[0,16]} | not an object",
        "{\"a\":{\"dtype\":\"F16\",\"shape\":[8]}} | lacks its shape or its two offsets",
        "{\"a\":{\"dtype\":\"F16\",\"shape\":[8],\"data_offsets\":[0,16],\"x\":1}} | a field x",
        "{\"a\":{\"dtype\":\"F17\",\"shape\":[8],\"data_offsets\":[0,16]}} | nobody knows the type",
        "{\"a\":{\"dtype\":\"F16\",\"shape\":[9],\"data_offsets\":[0,16]}} | its shape tells otherwise",
        "{\"a\":{\"dtype\":\"F16\",\"shape\":[-8],\"data_offsets\":[0,16]}} | something else than counts",
        "{\"a\":{\"dtype\":\"F16\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,16]}} | beyond any memory",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[16],\"data_offsets\":[16,0]}} | ends before it begins",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[8,16]}} | 0 was expected",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[9],\"data_offsets\":[0,9]},\"b\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[8,16]}} | 9 was expected",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[9],\"data_offsets\":[0,9]},\"a\":{\"dtype\":\"U8\",\"shape\":[7],\"data_offsets\":[9,16]}} | Duplicate",
        "{} | no tensor with bytes",
      })
  void a_header_that_contradicts_itself_is_refused(String header, String reason)
      throws IOException {
    refused(file(header, DATA), reason);
  }

  @Test
  void a_file_that_is_not_there_is_told() {
    assertThatThrownBy(() -> fixture.engine.putSafetensors(TARGET, directory.resolve("none")))
        .isInstanceOf(UnreadableSource.class)
        .hasMessageContaining("none");
  }

  private void refused(byte[] bytes, String reason) throws IOException {
    Path file = Files.write(directory.resolve("bad"), bytes);
    assertThatThrownBy(() -> fixture.engine.putSafetensors(TARGET, file))
        .isInstanceOf(InvalidSafetensors.class)
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> fixture.engine.putSafetensors(TARGET, new ByteArrayInputStream(bytes)))
        .isInstanceOf(InvalidSafetensors.class)
        .hasMessageContaining(reason);
    fixture.assertNothingHeld();
  }

  private static byte[] file(String header, byte[] data) {
    byte[] text = header.getBytes(UTF_8);
    return ByteBuffer.allocate(8 + text.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .put(data)
        .array();
  }
}
