/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.console.testing.FakeRegistry;
import io.roster.console.testing.SettableClock;
import io.roster.registry.access.Identity;
import io.roster.registry.access.Role;
import io.roster.registry.audit.AuditFilter;
import io.roster.registry.audit.AuditRecord;
import io.roster.registry.audit.AuditResult;
import io.roster.registry.platform.Actor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditCsvTest {

  @Test
  void one_line_for_each_record_under_a_head() throws IOException {
    FakeRegistry registry = new FakeRegistry(new SettableClock());
    registry.audit.add(record("=cmd|' /C calc'!A0"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    AuditCsv.write(
        registry.asRegistry().audit(),
        AuditFilter.all(),
        new Identity(Actor.user("anna"), Set.of(Role.AUDITOR), "10.0.0.9"),
        out);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("id,time,actor,")
        .contains("\r\n1,2026-01-31T12:00:00Z,user:ann,10.0.0.9,DRAIN_WORKER,w-1,ACCEPTED,'=cmd|")
        .endsWith("\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@x", "\tx"})
  void what_a_spreadsheet_takes_for_a_formula_is_written_as_text(String text) {
    assertThat(AuditCsv.field(text)).startsWith("'");
  }

  @Test
  void what_would_break_a_line_is_quoted() {
    assertThat(AuditCsv.field("a,\"b\"\nc")).isEqualTo("\"a,\"\"b\"\"\nc\"");
    assertThat(AuditCsv.field("plain")).isEqualTo("plain");
  }

  private static AuditRecord record(String reason) {
    return new AuditRecord(
        1,
        Instant.parse("2026-01-31T12:00:00Z"),
        "user:ann",
        "10.0.0.9",
        "DRAIN_WORKER",
        "w-1",
        AuditResult.ACCEPTED,
        reason,
        "key",
        "",
        OptionalLong.of(4),
        "",
        5);
  }
}
