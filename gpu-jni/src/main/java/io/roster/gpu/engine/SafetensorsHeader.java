/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.roster.gpu.ArtifactIndex;
import io.roster.gpu.InvalidSafetensors;
import io.roster.gpu.StrictJson;
import io.roster.gpu.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header of a safetensors file: its length in eight bytes, little-endian, and a JSON object
 * that tells of each tensor its type, its shape and where its bytes lie behind the header. They lie
 * there without gaps.
 */
final class SafetensorsHeader {

  static final int LENGTH_BYTES = Long.BYTES;

  private static final int MAX_BYTES = 100_000_000;
  private static final String METADATA = "__metadata__";

  private final JsonParser json;
  private final List<Tensor> tensors = new ArrayList<>();

  private SafetensorsHeader(JsonParser json) {
    this.json = json;
  }

  /**
   * How long the header is, by the first eight bytes of the file.
   *
   * @throws InvalidSafetensors if no header is so long
   */
  static int lengthOf(byte[] firstBytes) {
    long length = ByteBuffer.wrap(firstBytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    expect(length > 1 && length <= MAX_BYTES, "no header has " + length + " bytes");
    return (int) length;
  }

  /**
   * Where its tensors lie, counted from the end of the header.
   *
   * @throws InvalidSafetensors if that is no header, or not all bytes up to the last are of exactly
   *     one tensor
   */
  static ArtifactIndex index(byte[] header) {
    expect(header[0] == '{', "its header does not begin with {");
    try (JsonParser json = StrictJson.parser(header)) {
      List<Tensor> tensors = new SafetensorsHeader(json).tensors();
      checkWithoutGaps(tensors);
      return ArtifactIndex.of(tensors);
    } catch (IOException e) {
      throw new InvalidSafetensors("its header is no JSON: " + e.getMessage());
    }
  }

  private List<Tensor> tensors() throws IOException {
    json.nextToken();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      expect(json.nextToken() == JsonToken.START_OBJECT, name + " in its header is not an object");
      if (name.equals(METADATA)) {
        json.skipChildren();
      } else {
        tensors.add(tensor(name));
      }
    }
    expect(json.nextToken() == null, "something follows the end of its header");
    return tensors;
  }

  private Tensor tensor(String name) throws IOException {
    String type = "";
    @Nullable List<Long> shape = null;
    @Nullable List<Long> offsets = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "dtype" -> type = json.getText();
        case "shape" -> shape = counts(name);
        case "data_offsets" -> offsets = counts(name);
        default -> throw new InvalidSafetensors("tensor " + name + " has a field " + field);
      }
    }
    if (shape == null || offsets == null || offsets.size() != 2) {
      throw new InvalidSafetensors("tensor " + name + " lacks its shape or its two offsets");
    }
    return tensor(name, ElementType.named(type), shape, offsets.get(0), offsets.get(1));
  }

  private static Tensor tensor(
      String name, ElementType type, List<Long> shape, long begin, long end) {
    expect(begin <= end, "tensor " + name + " ends before it begins");
    try {
      long elements = shape.stream().reduce(1L, Math::multiplyExact);
      expect(
          Math.multiplyExact(elements, type.bytes()) == end - begin,
          "tensor " + name + " has " + (end - begin) + " bytes, its shape tells otherwise");
    } catch (ArithmeticException e) {
      throw new InvalidSafetensors("the shape of tensor " + name + " is beyond any memory");
    }
    return new Tensor(name, begin, end - begin, shape, strides(shape), type.torchName());
  }

  /** Row by row, in elements. */
  private static List<Long> strides(List<Long> shape) {
    Long[] strides = new Long[shape.size()];
    long step = 1;
    for (int i = strides.length - 1; i >= 0; i--) {
      strides[i] = step;
      step *= Math.max(1, shape.get(i));
    }
    return List.of(strides);
  }

  private List<Long> counts(String name) throws IOException {
    expect(json.hasToken(JsonToken.START_ARRAY), "tensor " + name + " has no list of numbers");
    List<Long> counts = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(
          json.hasToken(JsonToken.VALUE_NUMBER_INT)
              && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER
              && json.getLongValue() >= 0,
          "tensor " + name + " has something else than counts");
      counts.add(json.getLongValue());
    }
    return counts;
  }

  private static void checkWithoutGaps(List<Tensor> tensors) {
    long end = 0;
    for (Tensor tensor :
        tensors.stream()
            .sorted(Comparator.comparingLong(Tensor::offset).thenComparingLong(Tensor::length))
            .toList()) {
      expect(
          tensor.offset() == end,
          "tensor "
              + tensor.name()
              + " begins at "
              + tensor.offset()
              + ", where "
              + end
              + " was expected");
      end += tensor.length();
    }
    expect(end > 0, "it has no tensor with bytes");
  }

  private static void expect(boolean holds, String otherwise) {
    if (!holds) {
      throw new InvalidSafetensors(otherwise);
    }
  }
}
