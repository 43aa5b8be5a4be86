/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.account;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;

/** Ends the session, and goes to the log-in. */
@Route(value = "logout", autoLayout = false)
@PageTitle("Log out · Roster")
@AnonymousAllowed
public class LogoutView extends Main implements BeforeEnterObserver {

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    UI ui = event.getUI();
    ui.getPage().setLocation(Sessions.contextPath() + "/login");
    Sessions.end();
  }
}
