/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.account;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.AccessDeniedException;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.roster.console.ui.Brand;
import io.roster.console.ui.EmptyState;
import io.roster.console.ui.TestId;
import jakarta.servlet.http.HttpServletResponse;

/** For a view that the person's role does not open. */
@PageTitle("Not permitted · Roster")
@AnonymousAllowed
public class DeniedView extends Main implements HasErrorParameter<AccessDeniedException> {

  public DeniedView() {
    addClassName("gate");
    Anchor home = new Anchor("", "Go to the overview");
    TestId.on(home, "go-overview");
    Anchor other = new Anchor("logout", "Log in as someone else");
    TestId.on(other, "log-in-again");
    other.setRouterIgnore(true);
    EmptyState card = new EmptyState("denied", "Not permitted", reason(), home, other);
    card.addClassName("gate-card");
    card.addComponentAsFirst(new Brand());
    add(card);
  }

  private static String reason() {
    String who =
        SignedIn.current()
            .map(person -> "You are " + person.getName() + " with the role " + person.roleWord())
            .orElse("You are not logged in");
    return who + ", which does not open this view. An administrator can give you another role.";
  }

  @Override
  public int setErrorParameter(
      BeforeEnterEvent event, ErrorParameter<AccessDeniedException> parameter) {
    return HttpServletResponse.SC_FORBIDDEN;
  }
}
