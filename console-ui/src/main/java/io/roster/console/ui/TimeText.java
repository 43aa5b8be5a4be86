/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.time.Instant;

/**
 * A time, written as the person chose: UTC, local or relative. The browser writes it, so that an
 * age goes on by itself.
 */
@Tag("time-text")
@JsModule("./components/time-text.ts")
public final class TimeText extends Component {

  public TimeText(Instant at) {
    getElement().setProperty("at", Times.iso(at));
  }

  /** A time of which it matters how long ago it was, whatever was chosen. */
  public static TimeText age(Instant at) {
    TimeText text = new TimeText(at);
    text.getElement().setAttribute("mode", "relative");
    return text;
  }
}
