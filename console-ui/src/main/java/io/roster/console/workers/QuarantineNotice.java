/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.workers;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.roster.console.ui.TestId;
import io.roster.console.ui.TimeText;
import io.roster.console.ui.Times;
import io.roster.registry.cluster.Quarantine;
import java.util.Optional;

/** Says why a worker's daemon is kept out, and until when. */
final class QuarantineNotice extends Div {

  private transient Optional<Quarantine> shown = Optional.empty();

  QuarantineNotice() {
    TestId.on(this, "worker-quarantine");
    addClassNames("notice", "notice-warn", "wide");
    getElement().setAttribute("role", "status");
    setVisible(false);
  }

  void show(Optional<Quarantine> newest) {
    if (newest.equals(shown)) {
      return;
    }
    shown = newest;
    removeAll();
    setVisible(newest.isPresent());
    newest.ifPresent(
        why ->
            add(
                new Span("The daemon " + often(why) + " and is kept out until "),
                new TimeText(why.until()),
                new Span(". Its log should tell why it does not stay.")));
  }

  /** The same in a line. */
  static String sentence(Quarantine why) {
    return "The daemon " + often(why) + " and is kept out until " + Times.clock(why.until());
  }

  private static String often(Quarantine why) {
    return "registered " + why.registrations() + " times in " + Times.span(why.window());
  }
}
