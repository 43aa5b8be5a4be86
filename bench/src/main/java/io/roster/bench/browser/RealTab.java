/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A tab of a real browser, whose traffic is told by the browser. */
final class RealTab implements Tab {

  private static final String OF_PAGE = "v-r=uidl";

  private final BooleanSupplier live;
  private final TrafficMeter meter = new TrafficMeter();
  private final Map<String, Long> answers = new HashMap<>();

  /**
   * @param live asks the page itself
   */
  RealTab(BooleanSupplier live) {
    this.live = live;
  }

  @Override
  public boolean isLive() {
    return live.getAsBoolean();
  }

  @Override
  public Traffic traffic() {
    return meter.total();
  }

  /** Counts what concerns the page; scripts and styles come once and do not count. */
  void happened(String event, JsonNode what) {
    String request = what.path("requestId").asText();
    switch (event) {
      case "Network.webSocketFrameReceived" -> meter.received(payload(what));
      case "Network.webSocketFrameSent" -> meter.sent(payload(what));
      case "Network.requestWillBeSent" -> {
        if (what.path("request").path("url").asText().contains(OF_PAGE)) {
          answers.put(request, 0L);
          meter.sent(what.path("request").path("postData").asText().length());
        }
      }
      case "Network.dataReceived" ->
          answers.computeIfPresent(
              request, (id, length) -> length + what.path("dataLength").asLong());
      case "Network.loadingFinished" -> {
        Long length = answers.remove(request);
        if (length != null) {
          meter.received(length);
        }
      }
      default -> {
        // The rest of what a browser tells is no traffic.
      }
    }
  }

  private static long payload(JsonNode frame) {
    return frame.path("response").path("payloadData").asText().length();
  }
}
