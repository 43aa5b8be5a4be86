/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.roster.console.ui.Brand;
import io.roster.console.ui.EmptyState;
import io.roster.console.ui.TestId;
import jakarta.servlet.http.HttpServletResponse;

/** For an address under which there is nothing. */
@PageTitle("Not found · Roster")
@AnonymousAllowed
public class NotFoundView extends Main implements HasErrorParameter<NotFoundException> {

  public NotFoundView() {
    addClassName("gate");
    Anchor home = new Anchor("", "Go to the overview");
    TestId.on(home, "go-overview");
    EmptyState card =
        new EmptyState(
            "not-found",
            "There is nothing at this address",
            "The link may be mistyped, or what it pointed to may be gone.",
            home);
    card.addClassName("gate-card");
    card.addComponentAsFirst(new Brand());
    add(card);
  }

  @Override
  public int setErrorParameter(
      BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
    return HttpServletResponse.SC_NOT_FOUND;
  }
}
