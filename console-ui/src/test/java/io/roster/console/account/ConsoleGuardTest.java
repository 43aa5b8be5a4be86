/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.RouteConfiguration;
import io.roster.console.testing.ConsoleTest;
import jakarta.annotation.security.RolesAllowed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleGuardTest extends ConsoleTest {

  /** Names no role. */
  public static class Unmarked extends Main {}

  /** For administrators. */
  @RolesAllowed(Roles.ADMIN)
  public static class ForAdministrators extends Main {}

  /** For operators. */
  @RolesAllowed(Roles.OPERATOR)
  public static class ForOperators extends Main {}

  @BeforeEach
  void addViews() {
    RouteConfiguration routes = RouteConfiguration.forApplicationScope();
    routes.setRoute("unmarked", Unmarked.class);
    routes.setRoute("for-administrators", ForAdministrators.class);
    routes.setRoute("for-operators", ForOperators.class);
  }

  @Test
  void a_view_that_names_no_role_lets_nobody_in() {
    assertThat(isLetIn("admin", "unmarked")).isFalse();
  }

  @Test
  void a_viewer_sees_the_views_of_viewers_only() {
    assertThat(isLetIn("vera", "workers")).isTrue();
    assertThat(isLetIn("vera", "for-operators")).isFalse();
    assertThat(isLetIn("vera", "for-administrators")).isFalse();
  }

  @Test
  void an_operator_sees_the_views_of_operators_and_viewers() {
    assertThat(isLetIn("olga", "for-operators")).isTrue();
    assertThat(isLetIn("olga", "workers")).isTrue();
    assertThat(isLetIn("olga", "for-administrators")).isFalse();
  }

  @Test
  void an_administrator_sees_all() {
    assertThat(isLetIn("admin", "for-administrators")).isTrue();
    assertThat(isLetIn("admin", "for-operators")).isTrue();
    assertThat(isLetIn("admin", "workers")).isTrue();
  }

  private boolean isLetIn(String name, String path) {
    if (SignedIn.current().isEmpty()) {
      logInAs(name);
    }
    open(path);
    return !shown("denied");
  }
}
