/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.connector;

import io.roster.it.product.ApplicationServer;
import io.roster.it.product.PayaraServer;
import io.roster.it.product.Product;
import org.junit.jupiter.api.BeforeAll;

class ConnectorOnPayaraServerIT extends ConnectorScenario {

  @BeforeAll
  static void vacate() {
    Product.PAYARA_SERVER.vacate();
  }

  @Override
  ApplicationServer server() {
    return PayaraServer.shared();
  }
}
