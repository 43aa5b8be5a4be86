/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.live;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way from the feed into one browser tab. A tab that is slow, or whose browser has gone without
 * a word, gets the newest picture when it is ready for one; those in between are dropped, so that
 * nothing piles up.
 */
public final class TabChannel implements Consumer<FleetPicture> {

  /** Where the pictures go. */
  @FunctionalInterface
  public interface Tab {

    /** Shows a picture with the session locked; false when nothing was sent to the browser. */
    boolean show(FleetPicture picture);
  }

  private final UI ui;
  private final Tab tab;
  private final AtomicReference<@Nullable FleetPicture> waiting = new AtomicReference<>();

  // These belong to whoever has the session's lock.
  private final AnswerWindow window = new AnswerWindow();
  private @Nullable FleetPicture heldBack;

  public TabChannel(UI ui, Tab tab) {
    this.ui = ui;
    this.tab = tab;
  }

  @Override
  public void accept(FleetPicture picture) {
    if (waiting.getAndSet(picture) == null) {
      enter();
    }
  }

  private void enter() {
    try {
      // What fails inside reaches the session's error handler, not this future.
      Future<Void> unused = ui.access(this::showNewest);
    } catch (UIDetachedException gone) {
      // The tab closed meanwhile; its layout leaves the feed by itself.
      waiting.set(null);
    }
  }

  private void showNewest() {
    FleetPicture newest = waiting.getAndSet(null);
    if (newest == null) {
      return;
    }
    if (window.isOpen()) {
      show(newest);
    } else {
      heldBack = newest;
    }
  }

  private void show(FleetPicture picture) {
    heldBack = null;
    if (tab.show(picture) && window.sent()) {
      ui.getPage().executeJs("return 0").then(answer -> goOn(), failure -> goOn());
    }
  }

  private void goOn() {
    window.answered();
    FleetPicture late = heldBack;
    if (late != null) {
      show(late);
    }
  }
}
