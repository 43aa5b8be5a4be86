/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.model;

import java.util.List;

/** A column of texts. */
public record TextList(List<String> values) {

  public TextList {
    values = List.copyOf(values);
  }
}
