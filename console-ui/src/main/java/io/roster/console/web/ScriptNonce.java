/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.web;

import com.vaadin.flow.server.communication.IndexHtmlResponse;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The number, new with each answer, that tells the browser which scripts are ours. The filter puts
 * it into the policy, the page into its script elements.
 */
public final class ScriptNonce {

  static final String ATTRIBUTE = "io.roster.console.script-nonce";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 18;

  private ScriptNonce() {}

  static String fresh() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Marks the scripts of the page with the request's nonce. */
  public static void mark(IndexHtmlResponse page) {
    if (page.getVaadinRequest().getAttribute(ATTRIBUTE) instanceof String nonce) {
      page.getDocument().select("script").attr("nonce", nonce);
    }
  }
}
