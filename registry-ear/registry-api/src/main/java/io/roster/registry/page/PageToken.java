/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.page;

import io.roster.registry.platform.InvalidRequest;
import java.util.regex.Pattern;

/** Where a page begins. Only who gave it can read it; it is safe in a URL. */
public record PageToken(String text) {

  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,4096}");

  /**
   * @throws InvalidRequest when it cannot be one
   */
  public PageToken {
    if (!SHAPE.matcher(text).matches()) {
      throw new InvalidRequest("page_token", "is not one that this registry gave");
    }
  }
}
