/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.account;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.auth.NavigationAccessControl;
import java.security.Principal;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lets each person into the views of its role; a view that names no role lets nobody in. */
public final class ConsoleGuard extends NavigationAccessControl {

  public ConsoleGuard() {
    setLoginView(LoginView.class);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    super.beforeEnter(event);
    if (event.hasForwardTarget() && LoginView.class.equals(event.getForwardTargetType())) {
      event.forwardTo(LoginView.class, ReturnPath.of(event.getLocation()).asQuery());
    }
  }

  @Override
  protected @Nullable Principal getPrincipal(@Nullable VaadinRequest request) {
    return SignedIn.current().orElse(null);
  }

  @Override
  protected Predicate<String> getRolesChecker(@Nullable VaadinRequest request) {
    return role -> SignedIn.current().map(person -> person.hasRole(role)).orElse(false);
  }
}
