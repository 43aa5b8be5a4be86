/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.page.jpa;

import io.roster.registry.page.PageToken;
import io.roster.registry.platform.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Page tokens: which list in which order, and the last row's place in it. */
final class Tokens {

  private static final String SEPARATOR = "\u001f";

  private Tokens() {}

  static PageToken write(String order, List<String> place) {
    String text = order + SEPARATOR + String.join(SEPARATOR, place);
    return new PageToken(
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * @param columns of how many values a place consists
   */
  static List<String> read(PageToken token, String order, int columns) {
    List<String> parts = parts(token);
    if (parts.size() != columns + 1 || !parts.get(0).equals(order)) {
      throw new InvalidRequest("page_token", "belongs to another list or another order");
    }
    return parts.subList(1, parts.size());
  }

  private static List<String> parts(PageToken token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token.text()), StandardCharsets.UTF_8);
      return List.of(text.split(SEPARATOR, -1));
    } catch (IllegalArgumentException unreadable) {
      throw new InvalidRequest("page_token", "is not one that this registry gave");
    }
  }
}
