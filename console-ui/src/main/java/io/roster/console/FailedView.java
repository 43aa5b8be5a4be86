/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.roster.console.ui.Brand;
import io.roster.console.ui.EmptyState;
import io.roster.console.ui.TestId;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For a view that could not be opened. */
@PageTitle("Failed · Roster")
@AnonymousAllowed
public class FailedView extends Main implements HasErrorParameter<Exception> {

  private static final Logger log = LoggerFactory.getLogger(FailedView.class);

  private final Paragraph trace = new Paragraph();

  public FailedView() {
    addClassName("gate");
    Anchor home = new Anchor("", "Go to the overview");
    TestId.on(home, "go-overview");
    EmptyState card =
        new EmptyState(
            "failed",
            "This view could not be opened",
            "The registry keeps running; only this page failed.",
            trace,
            home);
    card.addClassName("gate-card");
    card.addComponentAsFirst(new Brand());
    add(card);
  }

  @Override
  public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
    String id = UUID.randomUUID().toString().substring(0, 8);
    log.error(
        "ROS-4001 console_view_failed id={} path={}",
        id,
        event.getLocation().getPath(),
        parameter.getCaughtException());
    trace.setText("The server's log tells more, under id " + id + ".");
    return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }
}
