/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** A file is not a whole and consistent safetensors file. */
public final class InvalidSafetensors extends GpuException {

  private static final long serialVersionUID = 1L;

  public InvalidSafetensors(String what) {
    super(
        "That is no complete safetensors file: " + what + ".",
        "Write or copy the file again, or put its bytes as they are.");
  }
}
