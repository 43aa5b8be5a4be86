/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.live;

import java.util.Optional;

/**
 * Decides what one tab shows: the newest picture, or the one at which it was paused. A hidden tab
 * gets nothing until it is seen again.
 */
public final class TabGate {

  private FleetPicture newest;
  private Optional<FleetPicture> frozen = Optional.empty();
  private boolean hidden;

  public TabGate(FleetPicture first) {
    this.newest = first;
  }

  /** Takes a picture in. */
  public void offer(FleetPicture picture) {
    newest = picture;
  }

  public void hide() {
    hidden = true;
  }

  public void reveal() {
    hidden = false;
  }

  public void pause() {
    frozen = Optional.of(newest);
  }

  public void resume() {
    frozen = Optional.empty();
  }

  public boolean paused() {
    return frozen.isPresent();
  }

  /** Whether the tab wants updates of its content now. */
  public boolean open() {
    return !hidden && !paused();
  }

  public boolean hidden() {
    return hidden;
  }

  /** What the tab is to show. */
  public FleetPicture picture() {
    return frozen.orElse(newest);
  }

  /** How many journal entries came since the pause. */
  public long heldBack() {
    return frozen.map(picture -> newestRevision(newest) - newestRevision(picture)).orElse(0L);
  }

  private static long newestRevision(FleetPicture picture) {
    return picture.events().isEmpty() ? 0 : picture.events().get(0).revision();
  }
}
