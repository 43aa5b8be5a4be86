/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.util.List;

/**
 * One tensor of an artifact, as its index tells.
 *
 * @param name its name
 * @param offset where its bytes begin in the artifact
 * @param length how many bytes it has
 * @param shape its dimensions; empty for a scalar, or if the index does not tell
 * @param strides the steps between elements along each dimension, in elements
 * @param dtype the type of its elements, such as {@code torch.float16}; empty if the index does not
 *     tell
 */
public record Tensor(
    String name, long offset, long length, List<Long> shape, List<Long> strides, String dtype) {

  public Tensor {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
  }

  long end() {
    return offset + length;
  }
}
