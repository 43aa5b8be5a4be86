/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a node is to be.
 *
 * @param name its name
 * @param data its data directory
 * @param httpPort the port of its health address on loopback; 0 takes a free one
 * @param settings the text of each setting that was given
 * @param jvmOptions options of the server's Java
 */
record NodeRequest(
    String name, Path data, int httpPort, Map<String, String> settings, List<String> jvmOptions) {

  NodeRequest {
    settings = Map.copyOf(settings);
    jvmOptions = List.copyOf(jvmOptions);
  }
}
