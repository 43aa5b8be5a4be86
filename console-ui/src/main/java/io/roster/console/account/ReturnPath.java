/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.account;

import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import java.io.Serializable;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a person goes after the log-in: to the view it wanted, never out of the console. It stands
 * in the address of the log-in, so that each tab keeps its own, and keeps it when the session or
 * the coordinator that served it is gone.
 *
 * @param path relative to the console's root, with its query; empty for the first page
 */
record ReturnPath(String path) implements Serializable {

  static final String PARAMETER = "to";
  static final ReturnPath FIRST_PAGE = new ReturnPath("");
  private static final Set<String> NO_PLACE_TO_RETURN = Set.of("login", "logout");

  /**
   * The first character class keeps out "//host", "\host" and "scheme:" forms. The first page has
   * no path, but may have a query.
   */
  private static final Pattern INTERNAL =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9_./~%-]*)?(\\?[A-Za-z0-9_./~%:,;@!$'()*+&=-]*)?");

  static ReturnPath of(@Nullable Object wanted) {
    if (!(wanted instanceof String path) || !INTERNAL.matcher(path).matches()) {
      return FIRST_PAGE;
    }
    String view = path.split("[/?]", 2)[0];
    boolean climbs = path.contains("..") || path.contains("//");
    return climbs || NO_PLACE_TO_RETURN.contains(view) ? FIRST_PAGE : new ReturnPath(path);
  }

  static ReturnPath of(Location wanted) {
    return of(wanted.getPathWithQueryParameters());
  }

  /** What the address of the log-in says. */
  static ReturnPath in(Location login) {
    return of(login.getQueryParameters().getSingleParameter(PARAMETER).orElse(null));
  }

  /** For the address of the log-in. */
  QueryParameters asQuery() {
    return path.isEmpty() ? QueryParameters.empty() : QueryParameters.of(PARAMETER, path);
  }

  /** As a place inside the console. */
  Location location() {
    return new Location(path);
  }

  /** The address of a page below the console's root that leads on to here. */
  String behind(String page) {
    return new Location(page, asQuery()).getPathWithQueryParameters();
  }

  String under(String contextPath) {
    return contextPath + "/" + path;
  }
}
