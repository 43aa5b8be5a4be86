/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.ui;

import com.vaadin.flow.component.html.Div;
import java.time.Duration;

/** Says that the data shown are not current, and how old they are. */
public final class AwayNotice extends Div {

  private String shown = "";

  public AwayNotice() {
    TestId.on(this, "database-away");
    addClassNames("notice", "notice-warn");
    getElement().setAttribute("role", "status");
    setVisible(false);
  }

  public void show(boolean away, Duration age) {
    String text =
        "The registry's database does not answer. What you see is "
            + Times.span(age)
            + " old; it becomes current by itself when the database is back.";
    setVisible(away);
    if (away && !text.equals(shown)) {
      shown = text;
      setText(text);
    }
  }
}
