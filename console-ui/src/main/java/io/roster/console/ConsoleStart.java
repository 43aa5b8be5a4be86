/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console;

import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.SystemMessages;
import com.vaadin.flow.server.VaadinService;
import io.roster.console.account.ConsoleGuard;
import io.roster.console.web.ScriptNonce;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Sets the console up: the guard before every view, the error notices, the page's nonce. */
@ApplicationScoped
public class ConsoleStart {

  private static final SystemMessages MESSAGES = messages();

  public void start(@Observes ServiceInitEvent event) {
    VaadinService service = event.getSource();
    ConsoleGuard guard = new ConsoleGuard();
    service.addUIInitListener(init -> init.getUI().addBeforeEnterListener(guard));
    service.addSessionInitListener(init -> init.getSession().setErrorHandler(new FailureNotice()));
    service.setSystemMessagesProvider(info -> MESSAGES);
    event.addIndexHtmlRequestListener(ScriptNonce::mark);
  }

  /** A session that ended is no error: the page loads anew, and the guard asks for the log-in. */
  private static SystemMessages messages() {
    CustomizedSystemMessages messages = new CustomizedSystemMessages();
    messages.setSessionExpiredNotificationEnabled(false);
    messages.setInternalErrorCaption("The console failed");
    messages.setInternalErrorMessage("Press Esc, or click here, to load the page again.");
    return messages;
  }
}
