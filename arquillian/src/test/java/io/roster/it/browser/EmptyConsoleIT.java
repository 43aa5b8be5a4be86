/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.roster.it.product.Product;
import io.roster.it.product.Registry;
import io.roster.it.product.Setup;
import io.roster.it.product.SignInProvider;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first look: nobody has registered yet. */
class EmptyConsoleIT extends BrowserTest {

  private static final List<String> VIEWS =
      List.of(
          "workers",
          "topology",
          "topology?view=table",
          "artifacts",
          "replicas",
          "transports",
          "keys",
          "leases",
          "coordinators",
          "commands",
          "events",
          "events?actor=nobody",
          "audit",
          "accounts",
          "config",
          "about",
          "find?q=nothing");

  @Override
  Registry theRegistry() {
    return Product.ROSTER_UP.registry(Setup.UNTOUCHED);
  }

  @Test
  void no_empty_view_shuts_anybody_out_in_either_theme() {
    Page page = signedOn(context(), "", "Ada", SignInProvider.ADMINS);
    assertThat(heading(page)).hasText("Overview");
    assertQuietAndAccessible(page, "empty-overview");
    for (String view : VIEWS) {
      page.navigate(registry().http().resolve("console/" + view).toString());
      heading(page).waitFor();
      assertThat(page.getByTestId("live-state")).hasText("live");
      assertQuietAndAccessible(page, "empty-" + view.replaceAll("[^a-z]+", "-"));
    }
    page.navigate(registry().http().resolve("console/no/such/place").toString());
    assertThat(page.getByTestId("not-found")).isVisible();
    assertQuietAndAccessible(page, "not-found");
  }

  private static void assertQuietAndAccessible(Page page, String name) {
    assertAccessibleInBoth(page, name);
    assertThat(page.locator("vaadin-notification-card").allTextContents())
        .as("what is complained of where nothing has happened")
        .isEmpty();
  }
}
