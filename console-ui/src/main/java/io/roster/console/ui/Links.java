/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.ui;

import com.vaadin.flow.component.html.Anchor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Addresses inside the console, for ids of any characters. */
public final class Links {

  private Links() {}

  /** A link that the console follows without loading the page anew. */
  public static Anchor to(String address, String text) {
    Anchor anchor = new Anchor(address, text);
    anchor.getElement().setAttribute("router-link", true);
    return anchor;
  }

  public static String worker(String id) {
    return "workers/" + encoded(id);
  }

  public static String artifact(String id) {
    return "artifacts/" + path(id);
  }

  public static String key(String key) {
    return "keys/" + path(key);
  }

  public static String transport(Object id) {
    return "transports/" + id;
  }

  public static String command(Object id) {
    return "commands/" + id;
  }

  /** A text as one part of an address. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Slashes stay: servers refuse encoded ones in a path. */
  private static String path(String id) {
    return Arrays.stream(id.split("/", -1)).map(Links::encoded).collect(Collectors.joining("/"));
  }
}
