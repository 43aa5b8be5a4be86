/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.it.client.Http;
import io.roster.it.product.Credentials;
import io.roster.it.product.Product;
import io.roster.it.product.Setup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A registry with a token tells scripts nothing without it. */
@ParameterizedClass
@EnumSource(Product.class)
class ReadApiProtectionIT {

  private final Http http;

  ReadApiProtectionIT(Product product) {
    http = new Http(product.registry(Setup.PROTECTED));
  }

  @Test
  void without_the_token_nothing_is_told() {
    assertThat(http.get("api/workers").statusCode()).isEqualTo(401);
    assertThat(http.get("api/workers").body()).contains("UNAUTHENTICATED");
    assertThat(http.getAs("api/workers", "another token").statusCode()).isEqualTo(401);
  }

  @Test
  void with_the_token_everything_is_told() {
    assertThat(http.getAs("api/workers", Credentials.TOKEN).statusCode()).isEqualTo(200);
  }
}
