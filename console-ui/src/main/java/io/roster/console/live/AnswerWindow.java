/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.live;

/**
 * How far a browser may fall behind what was sent to it. Now and then it is asked whether it is
 * there; one that does not answer is sent nothing more, since the server would keep all of it for
 * as long as it believes in that tab.
 */
final class AnswerWindow {

  /** Five seconds of a busy fleet. */
  static final int MOST_UNANSWERED = 10;

  /** An answer is a request of its own: one for each update would double the traffic. */
  static final int BETWEEN_QUESTIONS = 4;

  private long sent;
  private long seen;
  private long sentWhenAsked;
  private boolean asking;

  boolean isOpen() {
    return sent - seen < MOST_UNANSWERED;
  }

  /** Counts an update, and says whether the browser is to be asked with it. */
  boolean sent() {
    sent++;
    if (asking || sent - seen < BETWEEN_QUESTIONS) {
      return false;
    }
    asking = true;
    sentWhenAsked = sent;
    return true;
  }

  void answered() {
    seen = sentWhenAsked;
    asking = false;
  }
}
