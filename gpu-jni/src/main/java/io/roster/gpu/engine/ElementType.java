/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import io.roster.gpu.InvalidSafetensors;
import java.util.Arrays;

/**
 * The types of elements that a safetensors file may have, and what the canonical index calls them.
 */
enum ElementType {
  BOOL(1, "bool"),
  U8(1, "uint8"),
  I8(1, "int8"),
  F8_E4M3(1, "float8_e4m3fn"),
  F8_E5M2(1, "float8_e5m2"),
  F8_E8M0(1, "float8_e8m0fnu"),
  U16(2, "uint16"),
  I16(2, "int16"),
  F16(2, "float16"),
  BF16(2, "bfloat16"),
  U32(4, "uint32"),
  I32(4, "int32"),
  F32(4, "float32"),
  U64(8, "uint64"),
  I64(8, "int64"),
  F64(8, "float64"),
  C64(8, "complex64");

  private final int bytes;
  private final String torchName;

  ElementType(int bytes, String name) {
    this.bytes = bytes;
    this.torchName = "torch." + name;
  }

  static ElementType named(String name) {
    return Arrays.stream(values())
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new InvalidSafetensors("nobody knows the type \"" + name + "\""));
  }

  int bytes() {
    return bytes;
  }

  String torchName() {
    return torchName;
  }
}
