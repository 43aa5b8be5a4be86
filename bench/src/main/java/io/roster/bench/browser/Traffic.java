/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.browser;

/**
 * What went between a page and the coordinator, in messages and in characters of their text.
 *
 * @param received messages from the coordinator: pushed, or in answer
 * @param sent messages to the coordinator
 */
public record Traffic(long received, long receivedLength, long sent, long sentLength) {

  public static final Traffic NONE = new Traffic(0, 0, 0, 0);

  public Traffic plus(Traffic more) {
    return new Traffic(
        received + more.received,
        receivedLength + more.receivedLength,
        sent + more.sent,
        sentLength + more.sentLength);
  }

  public Traffic since(Traffic earlier) {
    return new Traffic(
        received - earlier.received,
        receivedLength - earlier.receivedLength,
        sent - earlier.sent,
        sentLength - earlier.sentLength);
  }
}
