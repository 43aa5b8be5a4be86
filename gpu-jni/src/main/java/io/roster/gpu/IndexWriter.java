/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;

/** Writes a canonical index: tensors by name, no white space. */
final class IndexWriter {

  private IndexWriter() {}

  static byte[] canonical(List<Tensor> tensors) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = StrictJson.FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      for (Tensor tensor : tensors.stream().sorted(Comparator.comparing(Tensor::name)).toList()) {
        write(json, tensor);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Nothing in memory fails to be written", e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, Tensor tensor) throws IOException {
    json.writeArrayFieldStart(tensor.name());
    json.writeNumber(tensor.offset());
    json.writeNumber(tensor.length());
    write(json, tensor.shape());
    write(json, tensor.strides());
    json.writeString(tensor.dtype());
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, List<Long> counts) throws IOException {
    json.writeStartArray();
    for (long count : counts) {
      json.writeNumber(count);
    }
    json.writeEndArray();
  }
}
