/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.Location;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "workers",
        "workers?q=node-1&state=connected",
        "events?q=a%20b",
        "a/b-c",
        "?kiosk=1"
      })
  void goes_back_to_what_was_wanted(String wanted) {
    assertThat(ReturnPath.of(wanted).under("/console")).isEqualTo("/console/" + wanted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "//evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "\\evil.example",
        "?//evil.example",
        "workers/../../ops",
        "workers//evil.example",
        "workers\nSet-Cookie: a=b",
        "login",
        "login?x=y",
        "logout"
      })
  void never_leaves_the_console(String wanted) {
    assertThat(ReturnPath.of(wanted).under("/console")).isEqualTo("/console/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?kiosk=1&theme=dark",
        "workers",
        "workers?q=a&state=connected",
        "events?q=a%20b"
      })
  void the_address_of_the_log_in_keeps_it(String wanted) {
    Location login = new Location(ReturnPath.of(wanted).behind("login"));

    assertThat(login.getPath()).isEqualTo("login");
    assertThat(ReturnPath.in(login)).isEqualTo(ReturnPath.of(wanted));
  }

  @Test
  void nothing_wanted_is_the_first_page() {
    assertThat(ReturnPath.in(new Location("login")).path()).isEmpty();
  }
}
