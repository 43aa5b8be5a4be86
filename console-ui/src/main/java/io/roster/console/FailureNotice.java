/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ErrorHandler;
import io.roster.console.ui.Notices;
import io.roster.registry.platform.RegistryException;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the person that something failed, and the log what. */
final class FailureNotice implements ErrorHandler {

  private static final Logger log = LoggerFactory.getLogger(FailureNotice.class);

  @Override
  public void error(ErrorEvent event) {
    Throwable failure = unwrapped(event.getThrowable());
    if (failure instanceof RegistryException refused) {
      notice(refused.getMessage() + ".");
      return;
    }
    UI page = UI.getCurrent();
    if (page != null && page.isClosing()) {
      log.info("console_page_left cause=\"{}\"", failure.toString());
      return;
    }
    String id = UUID.randomUUID().toString().substring(0, 8);
    log.error("ROS-4001 console_failed id={}", id, failure);
    notice("The console could not do this. The server's log tells more, under id " + id + ".");
  }

  /** What fails in an update that was pushed comes in the wrapping of its future. */
  private static Throwable unwrapped(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown instanceof ExecutionException && cause != null ? cause : thrown;
  }

  private static void notice(String sentence) {
    if (UI.getCurrent() != null) {
      Notices.failed(sentence);
    }
  }
}
