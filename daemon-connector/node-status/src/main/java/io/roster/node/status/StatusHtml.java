/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.status;

import io.roster.node.NodeReport;
import io.roster.node.inventory.HeldReplica;
import io.roster.node.inventory.Memory;
import io.roster.node.inventory.MemoryState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A node's report as a page. */
final class StatusHtml {

  private static final int MOST_REPLICAS = 200;
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

  private static final String HEAD =
      """
      <!doctype html><html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="5">
      <title>%s</title><style>
      :root{color-scheme:light dark}
      body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
      h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}
      table{border-collapse:collapse;width:100%%}th,td{text-align:left;padding:.25rem .75rem .25rem 0;vertical-align:top}
      td{border-top:1px solid #8884;overflow-wrap:anywhere}.number{text-align:right;white-space:nowrap}
      .ready{color:#1a7f37}.not-ready{color:#b35900}</style></head><body>
      """;

  private StatusHtml() {}

  static String page(NodeReport report, Instant now) {
    StringBuilder page = new StringBuilder();
    page.append(HEAD.formatted(escape("Node " + report.identity().nodeId())));
    page.append("<h1>Node ").append(escape(report.identity().nodeId())).append("</h1>");
    readiness(page, report);
    identity(page, report, now);
    memories(page, report.memories());
    replicas(page, report.replicas());
    return page.append("</body></html>\n").toString();
  }

  private static void readiness(StringBuilder page, NodeReport report) {
    if (report.isReady()) {
      page.append("<p class=\"ready\">Ready: registered, and registry and node agree.</p>");
      return;
    }
    page.append("<div class=\"not-ready\"><p>Not ready:</p><ul>");
    report.reasons().forEach(reason -> page.append("<li>").append(escape(reason)).append("</li>"));
    page.append("</ul></div>");
  }

  private static void identity(StringBuilder page, NodeReport report, Instant now) {
    page.append("<table>");
    row(page, "Worker", report.link().workerId().orElse("none"));
    row(page, "Daemon", report.identity().daemonId());
    row(
        page,
        "Address",
        report.identity().address()
            + ", gRPC port "
            + report.identity().grpcPort()
            + ", peer port "
            + report.identity().p2pPort());
    row(page, "Registry", report.link().endpoint().orElse("none has answered yet"));
    row(
        page,
        "Agreed",
        report
            .agreedAt()
            .map(at -> Math.max(0, at.until(now, ChronoUnit.SECONDS)) + " s ago")
            .orElse("not since the node registered"));
    row(page, "Inventory checksum", report.checksum());
    row(
        page,
        "Events",
        "%d loaded, %d unloaded, %d evicted, %d failed%s"
            .formatted(
                report.events().loaded(),
                report.events().unloaded(),
                report.events().evicted(),
                report.events().failed(),
                report.events().underPressure() ? "; a memory is under pressure" : ""));
    page.append("</table>");
  }

  private static void row(StringBuilder page, String name, String value) {
    page.append("<tr><th>")
        .append(escape(name))
        .append("</th><td>")
        .append(escape(value))
        .append("</td></tr>");
  }

  private static void memories(StringBuilder page, List<MemoryState> memories) {
    page.append("<h2>Memories</h2><table><tr><th>Memory</th><th class=\"number\">Used</th>")
        .append("<th class=\"number\">Capacity</th></tr>");
    memories.forEach(
        state ->
            page.append("<tr><td>")
                .append(memory(state.memory(), state.device()))
                .append("</td><td class=\"number\">")
                .append(bytes(state.usedBytes()))
                .append("</td><td class=\"number\">")
                .append(bytes(state.capacityBytes()))
                .append("</td></tr>"));
    page.append("</table>");
  }

  private static void replicas(StringBuilder page, List<HeldReplica> replicas) {
    page.append("<h2>Replicas (").append(replicas.size()).append(")</h2>");
    if (replicas.isEmpty()) {
      page.append("<p>This node holds none. <code>roster put FILE --name KEY</code> puts one.</p>");
      return;
    }
    page.append("<table><tr><th>Artifact</th><th>Memory</th><th class=\"number\">Size</th>")
        .append("<th>Pinned</th><th>In use</th></tr>");
    replicas.stream()
        .sorted(Comparator.comparing(HeldReplica::artifactId))
        .limit(MOST_REPLICAS)
        .forEach(
            replica ->
                page.append("<tr><td>")
                    .append(escape(replica.artifactId()))
                    .append("</td><td>")
                    .append(memory(replica.place().memory(), replica.place().device()))
                    .append("</td><td class=\"number\">")
                    .append(bytes(replica.sizeBytes()))
                    .append("</td><td>")
                    .append(replica.pinned() ? "yes" : "no")
                    .append("</td><td>")
                    .append(replica.inUse() ? "yes" : "no")
                    .append("</td></tr>"));
    page.append("</table>");
    if (replicas.size() > MOST_REPLICAS) {
      page.append("<p>These are the first ").append(MOST_REPLICAS).append(" by artifact.</p>");
    }
  }

  private static String memory(Memory memory, int device) {
    return memory == Memory.GPU ? "GPU " + device : memory.name();
  }

  private static String bytes(long count) {
    double value = count;
    int unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return unit == 0 ? count + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
