/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.service;

import io.grpc.Status;
import io.grpc.StatusException;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The header of a safetensors file, and the index that it becomes. The artifact is the whole file,
 * so that it comes out as it went in; the index counts from the file's beginning.
 */
final class SafetensorsHeader {

  private static final int LENGTH_BYTES = 8;
  private static final long MOST_BYTES = 100_000_000;
  private static final String METADATA = "__metadata__";

  /**
   * The types by their names there: what they are called in an index, and how many bits one has.
   */
  private static final Map<String, Type> TYPES =
      Map.ofEntries(
          Map.entry("BOOL", new Type("torch.bool", 8)),
          Map.entry("U8", new Type("torch.uint8", 8)),
          Map.entry("I8", new Type("torch.int8", 8)),
          Map.entry("F8_E5M2", new Type("torch.float8_e5m2", 8)),
          Map.entry("F8_E4M3", new Type("torch.float8_e4m3fn", 8)),
          Map.entry("I16", new Type("torch.int16", 16)),
          Map.entry("U16", new Type("torch.uint16", 16)),
          Map.entry("F16", new Type("torch.float16", 16)),
          Map.entry("BF16", new Type("torch.bfloat16", 16)),
          Map.entry("I32", new Type("torch.int32", 32)),
          Map.entry("U32", new Type("torch.uint32", 32)),
          Map.entry("F32", new Type("torch.float32", 32)),
          Map.entry("I64", new Type("torch.int64", 64)),
          Map.entry("U64", new Type("torch.uint64", 64)),
          Map.entry("F64", new Type("torch.float64", 64)));

  private record Type(String name, int bits) {}

  private record Tensor(String name, Type type, List<Long> shape, long begin, long end) {}

  private final byte[] bytes;
  private final byte[] index;

  private SafetensorsHeader(byte[] bytes, byte[] index) {
    this.bytes = bytes;
    this.index = index;
  }

  /** What was read of the file. */
  byte[] bytes() {
    return bytes;
  }

  byte[] index() {
    return index;
  }

  /**
   * Reads it from the beginning of a file of that length.
   *
   * @throws StatusException with a sentence, if it is none
   */
  static SafetensorsHeader read(InputStream file, long fileBytes)
      throws IOException, StatusException {
    byte[] length = file.readNBytes(LENGTH_BYTES);
    expect(length.length == LENGTH_BYTES, "it ends within the length of its header");
    long headerBytes = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
    expect(
        headerBytes >= 2 && headerBytes <= MOST_BYTES,
        "its header would have " + Long.toUnsignedString(headerBytes) + " bytes");
    long data = LENGTH_BYTES + headerBytes;
    expect(data <= fileBytes, "it ends within its header");
    byte[] header = file.readNBytes((int) headerBytes);
    expect(header.length == headerBytes, "it ends within its header");
    byte[] all = new byte[LENGTH_BYTES + header.length];
    System.arraycopy(length, 0, all, 0, LENGTH_BYTES);
    System.arraycopy(header, 0, all, LENGTH_BYTES, header.length);
    return new SafetensorsHeader(all, index(tensors(header, fileBytes - data), data));
  }

  private static List<Tensor> tensors(byte[] header, long dataBytes) throws StatusException {
    List<Tensor> tensors;
    try (JsonReader json = Json.createReader(new ByteArrayInputStream(header))) {
      Map<String, Tensor> byName = new TreeMap<>();
      for (Map.Entry<String, JsonValue> entry : json.readObject().entrySet()) {
        if (!entry.getKey().equals(METADATA)) {
          byName.put(entry.getKey(), tensor(entry.getKey(), entry.getValue().asJsonObject()));
        }
      }
      tensors = List.copyOf(byName.values());
    } catch (JsonException | ClassCastException | NullPointerException | ArithmeticException e) {
      throw refusal("its header is not as it should be: " + e.getMessage());
    }
    checkPlaces(tensors, dataBytes);
    return tensors;
  }

  private static Tensor tensor(String name, JsonObject description) throws StatusException {
    String dtype = description.getString("dtype");
    Type type = TYPES.get(dtype);
    expect(type != null, "tensor " + name + " is of the unknown type " + dtype);
    JsonArray offsets = description.getJsonArray("data_offsets");
    expect(offsets.size() == 2, "tensor " + name + " needs two offsets");
    List<Long> shape =
        description.getJsonArray("shape").getValuesAs(JsonNumber.class).stream()
            .map(JsonNumber::longValueExact)
            .toList();
    Tensor tensor =
        new Tensor(
            name,
            Objects.requireNonNull(type),
            shape,
            offsets.getJsonNumber(0).longValueExact(),
            offsets.getJsonNumber(1).longValueExact());
    long elements = shape.stream().reduce(1L, Math::multiplyExact);
    expect(
        shape.stream().allMatch(count -> count >= 0)
            && Math.multiplyExact(elements, tensor.type().bits()) / 8
                == tensor.end() - tensor.begin(),
        "the shape and the offsets of tensor " + name + " disagree");
    return tensor;
  }

  /** One after the other, from the first byte of the data to the last. */
  private static void checkPlaces(List<Tensor> tensors, long dataBytes) throws StatusException {
    long end = 0;
    for (Tensor tensor :
        tensors.stream()
            .sorted(Comparator.comparingLong(Tensor::begin).thenComparingLong(Tensor::end))
            .toList()) {
      expect(
          tensor.begin() == end && tensor.end() >= end,
          "tensor " + tensor.name() + " overlaps another, or leaves a gap");
      end = tensor.end();
    }
    expect(
        end == dataBytes,
        "its tensors have " + end + " bytes, but " + dataBytes + " follow the header");
  }

  /** As the wire has it: each name with offset, length, shape, strides and type. */
  private static byte[] index(List<Tensor> tensors, long data) {
    JsonObjectBuilder index = Json.createObjectBuilder();
    for (Tensor tensor : tensors) {
      index.add(
          tensor.name(),
          Json.createArrayBuilder()
              .add(data + tensor.begin())
              .add(tensor.end() - tensor.begin())
              .add(counts(tensor.shape()))
              .add(counts(strides(tensor.shape())))
              .add(tensor.type().name()));
    }
    return index.build().toString().getBytes(StandardCharsets.UTF_8);
  }

  private static List<Long> strides(List<Long> shape) {
    Long[] strides = new Long[shape.size()];
    long stride = 1;
    for (int dimension = shape.size() - 1; dimension >= 0; dimension--) {
      strides[dimension] = stride;
      stride *= Math.max(1, shape.get(dimension));
    }
    return List.of(strides);
  }

  private static JsonArrayBuilder counts(List<Long> counts) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    counts.forEach(array::add);
    return array;
  }

  private static void expect(boolean holds, String otherwise) throws StatusException {
    if (!holds) {
      throw refusal(otherwise);
    }
  }

  private static StatusException refusal(String reason) {
    return Status.INVALID_ARGUMENT
        .withDescription(
            "This is no whole safetensors file ("
                + reason
                + "); give the whole file, or put it as raw bytes")
        .asException();
  }
}
