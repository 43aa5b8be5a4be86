/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.account;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a person goes after the log-in: to the view it wanted, never out of the console.
 *
 * @param path relative to the console's root, with its query; empty for the first page
 */
record ReturnPath(String path) {

  private static final ReturnPath FIRST_PAGE = new ReturnPath("");
  private static final Set<String> NO_PLACE_TO_RETURN = Set.of("login", "logout");

  /** The first character class keeps out "//host", "\host" and "scheme:" forms. */
  private static final Pattern INTERNAL =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9_./~%-]*(\\?[A-Za-z0-9_./~%:,;@!$'()*+&=-]*)?");

  static ReturnPath of(@Nullable Object wanted) {
    if (!(wanted instanceof String path) || !INTERNAL.matcher(path).matches()) {
      return FIRST_PAGE;
    }
    String view = path.split("[/?]", 2)[0];
    boolean climbs = path.contains("..") || path.contains("//");
    return climbs || NO_PLACE_TO_RETURN.contains(view) ? FIRST_PAGE : new ReturnPath(path);
  }

  String under(String contextPath) {
    return contextPath + "/" + path;
  }
}
