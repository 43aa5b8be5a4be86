/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.time.Duration;

/** Says that the data shown are not current, and how old they are. */
public final class AwayNotice extends Div {

  private final Span news = new Span();
  private final Span age = new Span();

  public AwayNotice() {
    TestId.on(this, "database-away");
    addClassNames("notice", "notice-warn");
    // Only the news is read out; the age changes each second.
    news.getElement().setAttribute("role", "status");
    add(news, age);
    setVisible(false);
  }

  public void show(boolean away, Duration dataAge) {
    setVisible(away);
    if (!away) {
      return;
    }
    if (news.getText().isEmpty()) {
      news.setText("The registry's database does not answer.");
    }
    age.setText(
        " What you see is "
            + Times.span(dataAge)
            + " old; it becomes current by itself when the database is back.");
  }
}
