/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.registry.facts.ArtifactFilter;
import io.roster.registry.facts.WorkerCondition;
import io.roster.registry.facts.WorkerSort;
import io.roster.registry.page.Paging;
import io.roster.registry.platform.InvalidRequest;
import io.roster.v1.ListArtifactsRequest;
import io.roster.v1.ListWorkersRequest;
import io.roster.v1.PageRequest;
import org.junit.jupiter.api.Test;

class QuestionsTest {

  @Test
  void words_are_those_of_the_read_api_in_any_case() {
    assertThat(
            Questions.workers(
                    ListWorkersRequest.newBuilder()
                        .addConditions("ready")
                        .addConditions("Not_Accepting")
                        .build())
                .conditions())
        .containsExactlyInAnyOrder(WorkerCondition.READY, WorkerCondition.NOT_ACCEPTING);
    assertThat(
            Questions.artifacts(ListArtifactsRequest.newBuilder().setOnly("without_source").build())
                .which())
        .isEqualTo(ArtifactFilter.Which.WITHOUT_SOURCE);
  }

  @Test
  void an_unknown_word_is_refused_and_the_known_ones_are_named() {
    assertThatThrownBy(
            () -> Questions.workers(ListWorkersRequest.newBuilder().addConditions("odd").build()))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("conditions")
        .hasMessageContaining("gone, silent, draining, not_accepting, ready");
  }

  @Test
  void a_page_is_the_usual_one_unless_it_is_asked_otherwise() {
    Paging<WorkerSort> usual = Paging.by(WorkerSort.WORKER);
    assertThat(Questions.paging(usual, PageRequest.getDefaultInstance())).isEqualTo(usual);
    assertThat(Questions.paging(usual, PageRequest.newBuilder().setSize(7).build()).size())
        .isEqualTo(7);
    assertThatThrownBy(() -> Questions.paging(usual, PageRequest.newBuilder().setSize(501).build()))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("page_size");
    assertThatThrownBy(() -> Questions.paging(usual, PageRequest.newBuilder().setSize(-1).build()))
        .isInstanceOf(InvalidRequest.class);
    assertThatThrownBy(
            () -> Questions.paging(usual, PageRequest.newBuilder().setToken("?").build()))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("page_token");
  }
}
