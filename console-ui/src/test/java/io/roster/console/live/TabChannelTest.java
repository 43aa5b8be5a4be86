/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import io.roster.console.testing.ConsoleTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TabChannelTest extends ConsoleTest {

  private final List<FleetPicture> shown = new ArrayList<>();

  @Test
  void a_browser_that_never_answers_is_not_sent_pictures_without_end() {
    // Nobody runs what the server asks of a browser here, as where a lid was closed.
    TabChannel channel = new TabChannel(UI.getCurrent(), shown::add);
    send(channel, 100);
    assertThat(shown).hasSize(AnswerWindow.MOST_UNANSWERED);
  }

  @Test
  void a_tab_that_was_sent_nothing_owes_no_answer() {
    TabChannel channel = new TabChannel(UI.getCurrent(), picture -> !shown.add(picture));
    send(channel, 100);
    assertThat(shown).hasSize(100);
  }

  private static void send(TabChannel channel, int pictures) {
    for (int i = 0; i < pictures; i++) {
      channel.accept(FleetPicture.loading(Instant.EPOCH));
      MockVaadin.clientRoundtrip();
    }
  }
}
