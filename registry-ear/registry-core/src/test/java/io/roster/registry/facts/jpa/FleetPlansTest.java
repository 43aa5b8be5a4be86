/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.audit.AuditFilter;
import io.roster.registry.audit.AuditSort;
import io.roster.registry.audit.jpa.SqlAuditPictures;
import io.roster.registry.cluster.app.ClusterActions;
import io.roster.registry.facts.ArtifactFilter;
import io.roster.registry.facts.ArtifactSort;
import io.roster.registry.facts.EventFilter;
import io.roster.registry.facts.EventSort;
import io.roster.registry.facts.KeyFilter;
import io.roster.registry.facts.KeySort;
import io.roster.registry.facts.ReplicaCondition;
import io.roster.registry.facts.ReplicaFilter;
import io.roster.registry.facts.ReplicaSort;
import io.roster.registry.facts.SeededFleet;
import io.roster.registry.facts.TransportCondition;
import io.roster.registry.facts.TransportFilter;
import io.roster.registry.facts.TransportSort;
import io.roster.registry.page.Page;
import io.roster.registry.page.PageToken;
import io.roster.registry.page.Paging;
import io.roster.registry.platform.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lists of what there is a million of are read by indexes, from the first page to the last. */
class FleetPlansTest {

  private static final TestDatabase DATABASE = TestDatabase.clean();
  private static final ExplainedDatabase EXPLAINED = new ExplainedDatabase(DATABASE.dataSource());
  private static final SqlFleetPictures PICTURES =
      new SqlFleetPictures(EXPLAINED.dataSource(), ClusterActions.POLICY);

  @BeforeAll
  static void seed() {
    SeededFleet.write(DATABASE, 500, 50_000, 5_000);
  }

  /** The plans of a page's own question, for the first page and one further on. */
  private static <S extends Enum<S>> List<String> plans(
      Paging<S> paging, Function<Paging<S>, Page<?>> list) {
    Optional<PageToken> next = list.apply(paging).next();
    String first = last(EXPLAINED.takePlans());
    assertThat(list.apply(paging.from(next.orElseThrow())).rows()).isNotEmpty();
    return List.of(first, last(EXPLAINED.takePlans()));
  }

  private static String last(List<String> plans) {
    return plans.get(plans.size() - 1);
  }

  @Test
  void replicas_are_read_by_their_places_and_by_their_workers() {
    for (Paging<ReplicaSort> paging :
        List.of(Paging.by(ReplicaSort.ARTIFACT), Paging.byLast(ReplicaSort.ARTIFACT))) {
      assertThat(plans(paging, page -> PICTURES.replicas(ReplicaFilter.all(), page)))
          .allSatisfy(
              plan ->
                  assertThat(plan)
                      .contains("replica_place")
                      .doesNotContain("Seq Scan on replica r"));
    }
    assertThat(
            plans(
                Paging.by(ReplicaSort.WORKER),
                page -> PICTURES.replicas(ReplicaFilter.all(), page)))
        .allSatisfy(
            plan ->
                assertThat(plan)
                    .contains("replica_by_worker")
                    .doesNotContain("Seq Scan on replica r"));
  }

  @Test
  void the_replicas_of_one_worker_or_artifact_are_found_by_it_whatever_the_order() {
    for (ReplicaSort sort : ReplicaSort.values()) {
      PICTURES.replicas(ReplicaFilter.ofWorker("w00007"), Paging.by(sort));
      assertThat(EXPLAINED.takePlans()).noneMatch(plan -> plan.contains("Seq Scan on replica r"));
      PICTURES.replicas(ReplicaFilter.ofArtifact("mi2:000007"), Paging.by(sort));
      assertThat(EXPLAINED.takePlans()).noneMatch(plan -> plan.contains("Seq Scan on replica r"));
    }
  }

  @Test
  void the_few_that_are_unavailable_are_found_without_the_others() {
    ReplicaFilter unavailable =
        new ReplicaFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            OptionalLong.empty(),
            Set.of(ReplicaCondition.UNAVAILABLE));

    PICTURES.replicas(unavailable, Paging.by(ReplicaSort.ARTIFACT));

    assertThat(last(EXPLAINED.takePlans())).contains("replica_unavailable");
  }

  @Test
  void artifacts_and_keys_are_read_in_the_order_of_their_names_and_by_their_time() {
    assertThat(
            plans(
                Paging.by(ArtifactSort.ARTIFACT),
                page -> PICTURES.artifacts(ArtifactFilter.all(), page)))
        .allSatisfy(plan -> assertThat(plan).doesNotContain("Seq Scan"));
    assertThat(
            plans(
                Paging.byLast(ArtifactSort.CREATED),
                page -> PICTURES.artifacts(ArtifactFilter.all(), page)))
        .allSatisfy(plan -> assertThat(plan).contains("artifact_newest"));
    assertThat(plans(Paging.by(KeySort.KEY), page -> PICTURES.keys(KeyFilter.all(), page)))
        .allSatisfy(plan -> assertThat(plan).contains("artifact_key_by_bytes"));
    assertThat(plans(Paging.byLast(KeySort.UPDATED), page -> PICTURES.keys(KeyFilter.all(), page)))
        .allSatisfy(plan -> assertThat(plan).contains("artifact_key_newest"));
  }

  @Test
  void a_beginning_of_a_name_is_looked_up() {
    PICTURES.keys(
        new KeyFilter(Optional.of("key-0012"), Optional.empty(), Set.of()), Paging.by(KeySort.KEY));

    assertThat(last(EXPLAINED.takePlans()))
        .contains("artifact_key_by_bytes")
        .contains("Index Cond")
        .doesNotContain("Seq Scan");
  }

  @Test
  void transports_are_read_by_their_age_and_those_of_a_worker_or_artifact_by_it() {
    assertThat(
            plans(
                Paging.byLast(TransportSort.CREATED),
                page -> PICTURES.transports(TransportFilter.all(), page)))
        .allSatisfy(plan -> assertThat(plan).contains("transport_age"));
    PICTURES.transports(
        new TransportFilter(Set.of(), Optional.empty(), Optional.of("w00007")),
        Paging.byLast(TransportSort.CREATED));
    assertThat(last(EXPLAINED.takePlans()))
        .contains("transport_from_worker", "transport_to_worker");
    PICTURES.transports(
        new TransportFilter(Set.of(TransportCondition.FAILED), Optional.empty(), Optional.empty()),
        Paging.byLast(TransportSort.CREATED));
    assertThat(last(EXPLAINED.takePlans())).contains("transport_troubled");
  }

  @Test
  void the_journal_is_read_by_its_revisions_and_the_history_of_a_key_by_the_key() {
    PICTURES.events(EventFilter.all(), Paging.byLast(EventSort.REVISION));
    assertThat(last(EXPLAINED.takePlans())).contains("journal_pkey");

    PICTURES.historyOfKey("key-000001");
    assertThat(last(EXPLAINED.takePlans())).contains("journal_of_rare");
  }

  @Test
  void the_audit_is_read_by_its_order_and_of_somebody_by_who_it_was() {
    SqlAuditPictures audit = new SqlAuditPictures(EXPLAINED.dataSource());
    assertThat(plans(Paging.byLast(AuditSort.TIME), page -> audit.list(AuditFilter.all(), page)))
        .allSatisfy(plan -> assertThat(plan).contains("audit_pkey"));
    audit.list(
        new AuditFilter(
            Optional.empty(),
            Set.of(),
            Optional.of("w00007"),
            Set.of(),
            Optional.empty(),
            Optional.empty()),
        Paging.byLast(AuditSort.TIME));
    assertThat(last(EXPLAINED.takePlans())).contains("audit_of_target");
  }
}
