/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a coordinator is to be.
 *
 * @param data its data directory
 * @param settings the text of each setting that was given
 * @param origins for each key that came from a file, how that file calls it
 * @param jvmOptions options of the server's Java
 * @param stopSeconds how long the server may take to stop
 */
record CoordinatorRequest(
    Path data,
    Map<String, String> settings,
    Map<String, String> origins,
    List<String> jvmOptions,
    int stopSeconds) {

  CoordinatorRequest {
    settings = Map.copyOf(settings);
    origins = Map.copyOf(origins);
    jvmOptions = List.copyOf(jvmOptions);
  }
}
