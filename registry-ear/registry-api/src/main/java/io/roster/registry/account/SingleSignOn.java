/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account;

import java.io.Serializable;

/**
 * The door for people whom an OpenID Connect provider vouches for. They have an account from their
 * first log-in on, without a password; its role follows their groups. Safe for use by many threads.
 */
public interface SingleSignOn {

  /**
   * A log-in that is under way. It is kept in the browser's session; what is secret in it never
   * reaches the browser.
   *
   * @param address where to send the browser
   * @param state comes back with the answer, and must be this
   * @param nonce stands in the answer's token
   * @param verifier proves to the provider that the same party asks
   * @param callback where the provider sends the browser
   */
  record Journey(String address, String state, String nonce, String verifier, String callback)
      implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Without the secrets. */
    @Override
    public String toString() {
      return "Journey[" + callback + "]";
    }
  }

  /** Whether there is a provider. */
  boolean isOffered();

  /**
   * Begins a log-in.
   *
   * @param console where the browser reaches the console, unless the configuration says it
   * @throws NotRecognized when the provider does not answer
   */
  Journey begin(String console);

  /**
   * Ends it.
   *
   * @param state what came back
   * @param code what came back
   * @param origin from where; for the audit
   * @throws NotRecognized when the answer is not good, or the person may not enter
   */
  Account finish(Journey journey, String state, String code, String origin);
}
