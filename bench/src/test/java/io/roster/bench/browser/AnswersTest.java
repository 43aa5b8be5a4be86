/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.bench.browser.ServerMessage.Call;
import io.roster.bench.report.Json;
import io.roster.bench.report.MeasurementFailed;
import org.junit.jupiter.api.Test;

class AnswersTest {

  private final Answers answers = new Answers();

  @Test
  void a_list_confirms_the_rows_that_it_was_given() {
    String confirm = "[[0,42],7.0,\"return $0.$connector.confirm($1)\"]";
    assertThat(answers.to(call(confirm)).map(Json::of))
        .hasValue(
            "{\"type\":\"publishedEventHandler\",\"node\":42,"
                + "\"templateEventMethodName\":\"confirmUpdate\",\"templateEventMethodArgs\":[7],"
                + "\"promise\":0}");
  }

  @Test
  void a_page_that_is_asked_whether_it_is_there_says_so() {
    String asked =
        "[[2,1,4],[2,1,5],\"try{Promise.resolve((async function(){return 0})())"
            + ".then($0,function(error){$1(''+error)})}catch(error){$1(''+error)}\"]";
    assertThat(answers.to(call(asked)).map(Json::of))
        .hasValue("{\"type\":\"channel\",\"node\":1,\"channel\":4,\"args\":[0]}");
  }

  @Test
  void whatever_asks_for_nothing_has_no_answer() {
    assertThat(answers.to(call("[[0,42],100.0,\"return $0.$connector.updateSize($1)\"]")))
        .isEmpty();
  }

  @Test
  void a_function_that_the_page_may_call_later_is_no_question() {
    String renderer = "[\"pick\",[2,7,1],[0,42],\"window.Vaadin.setLitRenderer(this, $0, $1)\"]";
    assertThat(answers.to(call(renderer))).isEmpty();
  }

  @Test
  void a_question_that_it_does_not_know_is_not_passed_over() {
    String asked = "[[2,1,4],[2,1,5],\"try{Promise.resolve((async function(){return 7})())\"]";
    assertThatThrownBy(() -> answers.to(call(asked))).isInstanceOf(MeasurementFailed.class);
  }

  private static Call call(String json) {
    String message = "for(;;);[{\"syncId\":1,\"execute\":[" + json + "]}]";
    return ServerMessage.parse(message).calls().get(0);
  }
}
