/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Says how fresh the page is. The browser counts on by itself, so that a page whose coordinator
 * went silent says so.
 */
@Tag("live-status")
@JsModule("./components/live-status.ts")
public final class LiveStatus extends Component {

  /**
   * Tells of a picture that arrived.
   *
   * @param number the picture's number, which makes each one arrive
   * @param age how old its data already were
   * @param now the coordinator's clock
   */
  public void arrived(long number, Optional<Instant> asOf, Duration age, Instant now) {
    getElement().setProperty("serverTime", (double) now.toEpochMilli());
    getElement().setProperty("asOf", asOf.map(Times::clock).orElse(""));
    getElement()
        .setProperty("arrival", number + ":" + (asOf.isPresent() ? age.toMillis() : "unknown"));
  }

  public void coordinator(String name) {
    getElement().setProperty("coordinator", name);
  }

  /** Shows that the page stands still, and how many events it holds back. */
  public void paused(long heldBack) {
    getElement().setProperty("paused", true);
    getElement().setProperty("heldBack", heldBack);
  }

  public void resumed() {
    getElement().setProperty("paused", false);
  }
}
