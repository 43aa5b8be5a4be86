/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads a canonical index, strictly: what is not of its form is refused. */
final class IndexParser {

  private final JsonParser json;
  private final List<Tensor> tensors = new ArrayList<>();

  private IndexParser(JsonParser json) {
    this.json = json;
  }

  /**
   * The tensors by offset.
   *
   * @throws InvalidIndex if that is no index, or tensors overlap
   */
  static List<Tensor> parse(byte[] bytes) {
    try (JsonParser json = StrictJson.parser(bytes)) {
      List<Tensor> tensors = new IndexParser(json).index();
      tensors.sort(Comparator.comparingLong(Tensor::offset).thenComparingLong(Tensor::end));
      checkApart(tensors);
      return List.copyOf(tensors);
    } catch (JsonParseException e) {
      throw new InvalidIndex(e.getOriginalMessage());
    } catch (IOException e) {
      throw new InvalidIndex(String.valueOf(e.getMessage()));
    }
  }

  private List<Tensor> index() throws IOException {
    expect(json.nextToken() == JsonToken.START_OBJECT, "it does not begin with {");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      tensors.add(tensor(json.currentName()));
    }
    expect(json.nextToken() == null, "something follows its end");
    return tensors;
  }

  private Tensor tensor(String name) throws IOException {
    expect(
        json.nextToken() == JsonToken.START_ARRAY, "tensor " + name + " is not mapped to an array");
    json.nextToken();
    long offset = count(name);
    json.nextToken();
    long length = count(name);
    expect(length <= Chunks.MAX_BYTES - offset, "tensor " + name + " ends beyond any artifact");
    List<Long> shape = List.of();
    List<Long> strides = List.of();
    String dtype = "";
    for (int item = 2; json.nextToken() != JsonToken.END_ARRAY; item++) {
      if (item == 2) {
        shape = counts(name);
      } else if (item == 3) {
        strides = counts(name);
      } else if (item == 4) {
        expect(json.hasToken(JsonToken.VALUE_STRING), "the type of tensor " + name + " is no text");
        dtype = json.getText();
      } else {
        json.skipChildren();
      }
    }
    return new Tensor(name, offset, length, shape, strides, dtype);
  }

  private List<Long> counts(String name) throws IOException {
    expect(json.hasToken(JsonToken.START_ARRAY), "shape or strides of tensor " + name + " missing");
    List<Long> counts = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      counts.add(count(name));
    }
    return counts;
  }

  private long count(String name) throws IOException {
    expect(
        json.hasToken(JsonToken.VALUE_NUMBER_INT)
            && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER
            && json.getLongValue() >= 0,
        "tensor " + name + " has something else than a count of bytes or elements");
    return json.getLongValue();
  }

  private static void checkApart(List<Tensor> byOffset) {
    long end = 0;
    String last = "";
    for (Tensor tensor : byOffset) {
      if (tensor.length() > 0) {
        expect(tensor.offset() >= end, "tensor " + tensor.name() + " overlaps with tensor " + last);
        end = tensor.end();
        last = tensor.name();
      }
    }
  }

  private static void expect(boolean holds, String otherwise) {
    if (!holds) {
      throw new InvalidIndex(otherwise);
    }
  }
}
