/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.container;

import io.roster.it.product.PayaraServer;
import io.roster.it.product.Product;
import io.roster.it.product.Setup;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Starts the server, and tells Arquillian where it is, before Arquillian looks for it. */
public final class OnPayaraServer implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    if (System.getProperty("payara.home") == null) {
      // Arquillian runs the test class once more inside the server, where the server runs already.
      return;
    }
    PayaraServer server = PayaraServer.shared();
    Product.PAYARA_SERVER.vacate();
    Product.configure(Setup.PLAIN);
    System.setProperty("payara.admin.port", String.valueOf(server.adminPort()));
  }
}
