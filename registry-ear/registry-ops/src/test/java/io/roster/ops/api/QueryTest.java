/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.ops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.registry.facts.WorkerCondition;
import io.roster.registry.facts.WorkerSort;
import io.roster.registry.page.Paging;
import io.roster.registry.page.Paging.Direction;
import io.roster.registry.platform.InvalidRequest;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class QueryTest {

  private final MultivaluedMap<String, String> given = new MultivaluedHashMap<>();

  private Query query() {
    return new Query(
        given, "state", "time", "flag", "sort", "order", "page_size", "page_token", "number");
  }

  @Test
  void a_parameter_that_is_not_known_is_refused_by_its_name() {
    given.add("colour", "red");

    assertThatThrownBy(this::query)
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("colour");
  }

  @Test
  void names_are_read_in_any_case_given_several_times_or_with_commas() {
    given.add("state", "ready,GONE");
    given.add("state", "silent");

    assertThat(query().names("state", WorkerCondition.class))
        .containsExactlyInAnyOrder(
            WorkerCondition.READY, WorkerCondition.GONE, WorkerCondition.SILENT);
  }

  @Test
  void what_cannot_be_read_says_what_it_must_be() {
    given.add("state", "blue");
    given.add("time", "yesterday");
    given.add("flag", "perhaps");
    given.add("number", "many");

    assertThatThrownBy(() -> query().names("state", WorkerCondition.class))
        .hasMessageContaining("not_accepting");
    assertThatThrownBy(() -> query().time("time")).hasMessageContaining("2026-01-02T03:04:05Z");
    assertThatThrownBy(() -> query().flag("flag")).hasMessageContaining("true or false");
    assertThatThrownBy(() -> query().number("number")).hasMessageContaining("whole number");
  }

  @Test
  void a_page_is_as_usual_unless_something_else_is_asked_for() {
    assertThat(query().paging(WorkerSort.class, WorkerSort.NODE, Direction.ASCENDING))
        .isEqualTo(Paging.by(WorkerSort.NODE));
    given.add("sort", "daemon");
    given.add("order", "desc");
    given.add("page_size", "7");
    assertThat(query().paging(WorkerSort.class, WorkerSort.NODE, Direction.ASCENDING))
        .isEqualTo(Paging.byLast(WorkerSort.DAEMON).ofSize(7));
    given.putSingle("page_size", "501");
    assertThatThrownBy(() -> query().paging(WorkerSort.class, WorkerSort.NODE, Direction.ASCENDING))
        .isInstanceOf(InvalidRequest.class);
  }

  @Test
  void times_are_read_with_any_offset() {
    given.add("time", "2026-01-02T03:04:05+01:00");

    assertThat(query().time("time")).contains(Instant.parse("2026-01-02T02:04:05Z"));
  }
}
