/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConversationTest {

  private final Conversation conversation = new Conversation("key", 0);

  @Test
  void a_message_that_overtook_another_waits_for_it() {
    assertThat(conversation.take(message(2))).isEmpty();
    assertThat(conversation.take(message(1))).containsExactly(message(1), message(2));
  }

  @Test
  void a_message_counts_once() {
    assertThat(conversation.take(message(1))).hasSize(1);
    assertThat(conversation.take(message(1))).isEmpty();
  }

  @Test
  void one_request_at_a_time_is_under_way_and_the_next_tells_all_that_came_up() {
    conversation.want(Map.of("type", "a"));
    assertThat(conversation.next())
        .hasValue("{\"csrfToken\":\"key\",\"rpc\":[{\"type\":\"a\"}],\"syncId\":0,\"clientId\":0}");
    conversation.want(Map.of("type", "b"));
    conversation.want(Map.of("type", "c"));
    assertThat(conversation.next()).isEmpty();

    conversation.take(message(1));
    conversation.answered();

    assertThat(conversation.next())
        .hasValue(
            "{\"csrfToken\":\"key\",\"rpc\":[{\"type\":\"b\"},{\"type\":\"c\"}],\"syncId\":1,"
                + "\"clientId\":1}");
  }

  @Test
  void with_nothing_to_say_there_is_no_request() {
    conversation.answered();
    assertThat(conversation.next()).isEmpty();
  }

  private static ServerMessage message(int number) {
    return new ServerMessage(number, List.of(), List.of());
  }
}
