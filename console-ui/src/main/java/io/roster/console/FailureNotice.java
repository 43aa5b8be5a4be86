/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ErrorHandler;
import io.roster.console.ui.Notices;
import io.roster.registry.platform.RegistryException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the person that something failed, and the log what. */
final class FailureNotice implements ErrorHandler {

  private static final Logger log = LoggerFactory.getLogger(FailureNotice.class);

  @Override
  public void error(ErrorEvent event) {
    if (event.getThrowable() instanceof RegistryException refused) {
      notice(refused.getMessage() + ".");
      return;
    }
    String id = UUID.randomUUID().toString().substring(0, 8);
    log.error("ROS-4001 console_failed id={}", id, event.getThrowable());
    notice("The console could not do this. The server's log tells more, under id " + id + ".");
  }

  private static void notice(String sentence) {
    if (UI.getCurrent() != null) {
      Notices.failed(sentence);
    }
  }
}
