/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.picture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Writes what the elements of the browser draw. */
final class Pictures {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Pictures() {}

  static String json(Object facts) {
    try {
      return JSON.writeValueAsString(facts);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a picture of plain values is always JSON", impossible);
    }
  }
}
