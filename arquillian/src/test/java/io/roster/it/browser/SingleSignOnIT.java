/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.roster.it.client.Daemon;
import io.roster.it.client.Pulse;
import io.roster.it.client.Wire;
import io.roster.it.product.SignInProvider;
import io.roster.it.product.SignInProvider.Lie;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** People for whom an identity provider vouches, and what their groups let them do. */
class SingleSignOnIT extends BrowserTest {

  @Test
  void a_person_comes_in_where_they_were_going_with_the_role_of_their_groups() {
    Page page = signedOn(context(), "audit?result=refused", "Ada", SignInProvider.ADMINS);

    assertThat(heading(page)).hasText("Audit");
    assertThat(page).hasURL(Pattern.compile(".*/console/audit\\?result=refused"));
    assertThat(page.getByTestId("person-menu")).containsText("ada");
    page.reload();
    assertThat(heading(page)).hasText("Audit");
  }

  @Test
  void a_person_in_no_group_stays_outside_and_is_told_why() {
    Page page = signedOn(context(), "workers", "Stan", "strangers");

    assertThat(page.getByTestId("login-failure")).containsText("None of your groups");
    assertOutside(page);
  }

  @ParameterizedTest
  @EnumSource(
      value = Lie.class,
      names = {"NONCE", "ISSUER", "AUDIENCE"})
  void a_token_that_is_not_for_this_log_in_lets_nobody_in(Lie lie) {
    SignInProvider provider =
        SignInProvider.shared().vouchesFor("Mallory", SignInProvider.ADMINS).lying(lie);
    try {
      Page page = open(context(), "workers");
      page.getByTestId("login-sso").click();

      assertThat(page.getByTestId("login-failure")).containsText("not good for this log-in");
      assertOutside(page);
    } finally {
      provider.lying(Lie.NONE);
    }
  }

  @Test
  void an_answer_that_nobody_asked_for_lets_nobody_in() {
    Page page = open(context(), "sso/callback?state=made-up&code=made-up");

    assertThat(page.getByTestId("login-failure")).containsText("No log-in is under way");
    assertOutside(page);
  }

  @Test
  void a_viewer_sees_why_nothing_can_be_done_and_is_refused_beside_the_buttons() {
    try (Wire wire = Wire.to(registry())) {
      String worker = wire.register(Daemon.fresh()).getWorkerId();
      try (Pulse pulse = new Pulse(Duration.ofMillis(300), () -> wire.beat(worker))) {
        Page page = signedOn(context(), "workers/" + worker, "Vera", SignInProvider.VIEWERS);
        assertThat(page.getByTestId("detail-title")).hasText(worker);
        assertRefused(page.getByTestId("drain"), "operator");
        assertRefused(page.getByTestId("unregister"), "admin");
        keep(page, "viewer");

        Locator drain = page.getByTestId("drain");
        drain.evaluate("button => { button.disabled = false; }");
        drain.click();
        // What the browser sent afterwards was answered after the click was.
        page.getByTestId("tab-events").click();
        assertThat(page.getByTestId("events-grid")).isVisible();
        assertThat(page.getByTestId("action-cancel")).hasCount(0);
        assertThat(page.getByTestId("nav-audit")).hasCount(0);
        for (String forbidden : new String[] {"audit", "accounts"}) {
          page.navigate(registry().http().resolve("console/" + forbidden).toString());
          assertThat(page.getByTestId("denied")).containsText("with the role viewer");
          assertAccessibleInBoth(page, "denied-" + forbidden);
        }
        assertThat(wire.find(worker).orElseThrow().getAcceptingNewRequests()).isTrue();
        assertThat(pulse.isSteady()).isTrue();
      }
      wire.unregister(worker);
    }
  }

  @Test
  void a_viewer_gets_everywhere_by_keys_but_to_no_action() {
    try (Wire wire = Wire.to(registry())) {
      String worker = wire.register(Daemon.fresh()).getWorkerId();
      try (Pulse pulse = new Pulse(Duration.ofMillis(300), () -> wire.beat(worker))) {
        Page page = signedOn(context(), "workers?q=" + worker, "Vera", SignInProvider.VIEWERS);
        rowOf(page, worker).waitFor();
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("detail-title")).hasText(worker);

        assertThat(tabStops(page))
            .contains("crumb", "tab-overview", "theme-toggle")
            .doesNotContain("resync", "drain", "resume", "prefetch", "unregister");
        go(page, "u");
        assertThat(page.getByTestId("denied")).containsText("with the role viewer");
        assertThat(pulse.isSteady()).isTrue();
      }
      wire.unregister(worker);
    }
  }

  private static void assertRefused(Locator button, String role) {
    assertThat(button).hasAttribute("aria-disabled", "true");
    assertThat(button)
        .hasAttribute("title", "This needs the role " + role + ": ask an administrator");
  }

  private void assertOutside(Page page) {
    page.navigate(registry().http().resolve("console/workers").toString());
    assertThat(heading(page)).hasText("Log in");
  }
}
