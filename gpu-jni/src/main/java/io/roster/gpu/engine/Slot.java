/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import io.roster.gpu.ArtifactId;
import io.roster.gpu.Content;
import io.roster.gpu.Place;
import io.roster.gpu.Replica;
import io.roster.gpu.Space;
import java.time.Instant;

/** A replica as the catalog keeps it; the catalog guards what changes. */
final class Slot {

  private final Content content;
  private final Shelf shelf;
  private final Space space;
  private final Instant loadedAt;

  private Instant lastUsedAt;
  private boolean pinned;
  private int readers;
  private boolean gone;

  Slot(Content content, Shelf shelf, Space space, Instant loadedAt) {
    this.content = content;
    this.shelf = shelf;
    this.space = space;
    this.loadedAt = loadedAt;
    this.lastUsedAt = loadedAt;
  }

  Content content() {
    return content;
  }

  ArtifactId id() {
    return content.id();
  }

  Shelf shelf() {
    return shelf;
  }

  Place place() {
    return shelf.place();
  }

  Space space() {
    return space;
  }

  Replica replica() {
    return new Replica(
        content.id(),
        shelf.place(),
        content.sizeBytes(),
        content.index().hash(),
        pinned,
        readers,
        loadedAt,
        lastUsedAt);
  }

  void usedAt(Instant now) {
    lastUsedAt = now;
  }

  boolean isPinned() {
    return pinned;
  }

  void setPinned(boolean pin) {
    pinned = pin;
  }

  boolean mayGo() {
    return !pinned && readers == 0;
  }

  void readerOpened() {
    readers++;
  }

  void readerClosed() {
    readers--;
  }

  void setGone() {
    gone = true;
  }

  /** Whether nobody can reach its bytes any more. */
  boolean isDone() {
    return gone && readers == 0;
  }
}
