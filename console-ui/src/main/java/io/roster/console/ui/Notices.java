/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.ui;

import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.Notification.Position;
import com.vaadin.flow.component.notification.NotificationVariant;

/** Short messages over the page. */
public final class Notices {

  private static final int SECONDS_TO_READ = 5;

  private Notices() {}

  /** Something went as asked. */
  public static void done(String sentence) {
    Notification.show(sentence, SECONDS_TO_READ * 1000, Position.BOTTOM_END);
  }

  /** Something failed: read out at once, and stays long enough to be read. */
  public static void failed(String sentence) {
    Notification notice = new Notification(sentence, 3 * SECONDS_TO_READ * 1000);
    notice.setPosition(Position.TOP_CENTER);
    notice.setAssertive(true);
    notice.addThemeVariants(NotificationVariant.LUMO_ERROR);
    notice.open();
  }
}
