/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.scenario;

import io.roster.bench.browser.Traffic;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Traffic in a second. */
record PerSecond(double received, double receivedLength, double sent, double sentLength) {

  static PerSecond of(Traffic traffic, Duration time) {
    double seconds = time.toNanos() / 1e9;
    return new PerSecond(
        traffic.received() / seconds,
        traffic.receivedLength() / seconds,
        traffic.sent() / seconds,
        traffic.sentLength() / seconds);
  }

  /** The part of each, when so many share it evenly. */
  PerSecond sharedBy(int many) {
    return new PerSecond(received / many, receivedLength / many, sent / many, sentLength / many);
  }

  /** For the output. */
  Map<String, Object> told() {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("messages_received", received);
    told.put("characters_received", receivedLength);
    told.put("messages_sent", sent);
    told.put("characters_sent", sentLength);
    return told;
  }
}
