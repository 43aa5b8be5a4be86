/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.connector;

import io.roster.it.product.ApplicationServer;
import io.roster.it.product.PayaraMicro;

class ConnectorOnPayaraMicroIT extends ConnectorScenario {

  @Override
  ApplicationServer server() {
    return PayaraMicro.shared();
  }
}
