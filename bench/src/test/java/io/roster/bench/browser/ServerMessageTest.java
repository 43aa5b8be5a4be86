/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.bench.browser.ServerMessage.Put;
import io.roster.bench.report.MeasurementFailed;
import org.junit.jupiter.api.Test;

class ServerMessageTest {

  @Test
  void tells_its_number_and_what_it_sets() {
    ServerMessage message =
        ServerMessage.parse(
            """
            for(;;);[{"clientId":1,"changes":[{"node":2,"type":"attach"},
            {"node":2,"type":"put","key":"arrival","feat":1,"value":"17:120"}],"syncId":5}]""");
    assertThat(message.number()).isEqualTo(5);
    assertThat(message.puts()).containsExactly(new Put(2, "arrival", "17:120"));
    assertThat(message.calls()).isEmpty();
  }

  @Test
  void one_that_only_says_that_the_session_ended_has_no_number() {
    assertThat(ServerMessage.parse("for(;;);[{\"meta\":{\"sessionExpired\":true}}]").number())
        .isNegative();
  }

  @Test
  void what_is_no_message_is_told_by_its_beginning() {
    assertThatThrownBy(() -> ServerMessage.parse("<html>"))
        .isInstanceOf(MeasurementFailed.class)
        .hasMessageContaining("<html>");
  }
}
