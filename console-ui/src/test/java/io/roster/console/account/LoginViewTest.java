/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.internal.PendingJavaScriptInvocation;
import com.vaadin.flow.router.QueryParameters;
import io.roster.console.testing.ConsoleTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginViewTest extends ConsoleTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "workers", "events", "about"})
  void a_stranger_is_asked_who_it_is(String path) {
    open(path);

    assertThat(address()).isEqualTo(path.isEmpty() ? "login" : "login?to=" + path);
    assertThat(shown("login-submit")).isTrue();
  }

  @Test
  void the_right_password_opens_the_first_page() {
    logInAs("admin");

    assertThat(SignedIn.current()).map(SignedIn::getName).contains("admin");
    assertThat(goesTo()).containsExactly("/");
  }

  @Test
  void after_the_log_in_the_wanted_view_opens_with_its_query() {
    open("workers", QueryParameters.of("q", "node-1"));

    logInAs("vera");

    assertThat(goesTo()).containsExactly("/workers?q=node-1");
  }

  @Test
  void the_first_page_opens_with_its_query_too() {
    open("", QueryParameters.of("kiosk", "1"));

    logInAs("vera");

    assertThat(goesTo()).containsExactly("/?kiosk=1");
  }

  @Test
  void the_wanted_view_stands_in_the_address_and_not_in_a_session_that_may_be_gone() {
    open("login", QueryParameters.of("to", "workers?q=node-1"));

    logInAs("vera");

    assertThat(goesTo()).containsExactly("/workers?q=node-1");
  }

  @Test
  void an_address_that_leads_elsewhere_is_not_followed() {
    open("login", QueryParameters.of("to", "//evil.example"));

    logInAs("vera");

    assertThat(goesTo()).containsExactly("/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "nobody"})
  void a_wrong_name_and_a_wrong_password_get_the_same_answer(String name) {
    logIn(name, "not the password");

    assertThat(failure()).isEqualTo("Name and password do not belong together.");
    assertThat(SignedIn.current()).isEmpty();
  }

  @Test
  void empty_fields_are_pointed_out_without_asking() {
    logIn("admin", "");

    assertThat(failure()).isEqualTo("Enter both a name and a password.");
  }

  @Test
  void guessing_is_slowed_down() {
    for (int attempt = 0; attempt < LoginBrake.FREE_FAILURES; attempt++) {
      logIn("admin", "guess " + attempt);
    }

    logInAs("admin");

    assertThat(failure()).startsWith("Too many failed attempts. Try again in ");
    assertThat(SignedIn.current()).isEmpty();
  }

  @Test
  void with_the_database_away_it_says_so() {
    registry.takeDatabaseAway();

    logInAs("admin");

    assertThat(failure()).contains("database does not answer");
    assertThat(SignedIn.current()).isEmpty();
  }

  @Test
  void who_is_logged_in_is_not_asked_again() {
    logInAs("admin");

    open("login");
    assertThat(address()).isEmpty();

    open("login", QueryParameters.of("to", "workers?q=node-1"));
    assertThat(address()).isEqualTo("workers?q=node-1");
  }

  private static String failure() {
    return one(Div.class, "login-failure").getText();
  }

  private static List<String> goesTo() {
    return UI.getCurrent().getInternals().dumpPendingJavaScriptInvocations().stream()
        .map(PendingJavaScriptInvocation::getInvocation)
        .filter(call -> call.getExpression().contains("window.open"))
        .map(call -> String.valueOf(call.getParameters().get(0)))
        .toList();
  }
}
