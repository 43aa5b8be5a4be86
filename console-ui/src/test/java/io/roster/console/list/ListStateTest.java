/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import io.roster.registry.facts.WorkerCondition;
import io.roster.registry.facts.WorkerSort;
import io.roster.registry.page.PageToken;
import io.roster.registry.page.Paging;
import io.roster.registry.page.Paging.Direction;
import org.junit.jupiter.api.Test;

class ListStateTest {

  private static final Paging<WorkerSort> USUAL = Paging.by(WorkerSort.WORKER);

  @Test
  void an_address_says_all_and_is_written_as_it_was_read() {
    ListState state = read("q=gpu&state=silent,draining&sort=-last_heartbeat&after=abc");

    assertThat(state.text("q")).contains("gpu");
    assertThat(state.chosen("state", WorkerCondition.class))
        .containsExactlyInAnyOrder(WorkerCondition.SILENT, WorkerCondition.DRAINING);
    Paging<WorkerSort> paging = state.paging(WorkerSort.class, USUAL);
    assertThat(paging.sort()).isEqualTo(WorkerSort.LAST_HEARTBEAT);
    assertThat(paging.direction()).isEqualTo(Direction.DESCENDING);
    assertThat(paging.after()).contains(new PageToken("abc"));
    assertThat(ListState.from(state.query())).isEqualTo(state);
  }

  @Test
  void what_means_nothing_counts_as_absent() {
    ListState state = read("state=asleep,silent&sort=beauty&after=%26%26");

    assertThat(state.chosen("state", WorkerCondition.class))
        .containsExactly(WorkerCondition.SILENT);
    assertThat(state.paging(WorkerSort.class, USUAL)).isEqualTo(USUAL);
  }

  @Test
  void another_filter_begins_at_the_first_page() {
    ListState state = read("q=a&after=abc").with("q", "b");

    assertThat(state.isFirstPage()).isTrue();
    assertThat(state.text("q")).contains("b");
  }

  @Test
  void no_text_is_longer_than_any_name() {
    assertThat(read("q=" + "x".repeat(2_000)).text("q")).isEmpty();
  }

  private static ListState read(String query) {
    return ListState.from(QueryParameters.fromString(query));
  }
}
