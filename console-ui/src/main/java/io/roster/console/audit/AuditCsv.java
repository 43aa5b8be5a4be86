/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.audit;

import io.roster.registry.access.Identity;
import io.roster.registry.audit.AuditFilter;
import io.roster.registry.audit.AuditRecord;
import io.roster.registry.audit.AuditTrail;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes audit records as RFC 4180 wants them. What a spreadsheet would take for a formula is
 * written as text: nobody's reason runs on an auditor's machine.
 */
final class AuditCsv {

  private static final String FORMULA = "=+-@\t\r";
  private static final List<String> HEAD =
      List.of(
          "id",
          "time",
          "actor",
          "origin",
          "action",
          "target",
          "result",
          "reason",
          "request_id",
          "command",
          "expected_revision",
          "revision",
          "detail");

  private AuditCsv() {}

  static void write(AuditTrail audit, AuditFilter filter, Identity reader, OutputStream out)
      throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    line(writer, HEAD);
    try {
      audit.export(filter, reader, row -> line(writer, fields(row)));
    } catch (UncheckedIOException broken) {
      throw broken.getCause();
    }
    writer.flush();
  }

  private static List<String> fields(AuditRecord row) {
    return List.of(
        String.valueOf(row.id()),
        row.time().toString(),
        row.actor(),
        row.origin(),
        row.action(),
        row.target(),
        row.result().name(),
        row.reason(),
        row.requestId(),
        row.command(),
        row.expectedRevision().isPresent()
            ? String.valueOf(row.expectedRevision().getAsLong())
            : "",
        String.valueOf(row.revision()),
        row.detail());
  }

  private static void line(Writer writer, List<String> fields) {
    try {
      writer.write(fields.stream().map(AuditCsv::field).collect(Collectors.joining(",")));
      writer.write("\r\n");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  static String field(String text) {
    String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    boolean quoted = safe.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
    return quoted ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
  }
}
