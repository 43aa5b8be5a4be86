/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a coordinator is to be.
 *
 * @param name what its log and its folder are called
 * @param data its data directory
 * @param settings the text of each setting that was given
 * @param takenPort what is done about a port that something else listens on
 * @param origins for each key that came from a file, how that file calls it
 * @param jvmOptions options of the server's Java
 * @param stopSeconds how long the server may take to stop
 */
record CoordinatorRequest(
    String name,
    Path data,
    Map<String, String> settings,
    TakenPort takenPort,
    Map<String, String> origins,
    List<String> jvmOptions,
    int stopSeconds) {

  /** The name of the only coordinator of a data directory. */
  static final String ONLY = "coordinator";

  /** What is done about a port that something else listens on. */
  enum TakenPort {
    /** Nobody else was meant: the start is refused. */
    REFUSE,
    /** The port was only a wish: a free one does as well. */
    REPLACE
  }

  CoordinatorRequest {
    settings = Map.copyOf(settings);
    origins = Map.copyOf(origins);
    jvmOptions = List.copyOf(jvmOptions);
  }
}
