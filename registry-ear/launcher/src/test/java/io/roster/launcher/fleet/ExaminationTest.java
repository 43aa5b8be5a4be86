/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import io.roster.launcher.fleet.Finding.Weight;
import io.roster.v1.Artifact;
import io.roster.v1.Attention;
import io.roster.v1.Coordinator;
import io.roster.v1.Leadership;
import io.roster.v1.ListArtifactsResponse;
import io.roster.v1.ListCoordinatorsResponse;
import io.roster.v1.ListSettingsResponse;
import io.roster.v1.Moment;
import io.roster.v1.Overview;
import io.roster.v1.PageAnswer;
import io.roster.v1.Setting;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExaminationTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
  private static final ListArtifactsResponse NONE = ListArtifactsResponse.getDefaultInstance();

  private final ListCoordinatorsResponse.Builder coordinators =
      ListCoordinatorsResponse.newBuilder()
          .setLeader(Leadership.newBuilder().setHolder("a").setEpoch(7).setRunning(true))
          .setAsOf(at(0))
          .addCoordinators(coordinator("a"))
          .addCoordinators(coordinator("b"));
  private final Overview.Builder fleet = Overview.newBuilder().setDatabaseMillis(1);
  private final Map<String, ListSettingsResponse> settings =
      new HashMap<>(Map.of("host-a", timeOut("PT30S"), "host-b", timeOut("PT30S")));
  private String unreachable = "";

  private static ListSettingsResponse timeOut(String value) {
    return ListSettingsResponse.newBuilder()
        .addSettings(
            Setting.newBuilder()
                .setKey("roster.worker.heartbeat-timeout")
                .setValue(value)
                .setAlike(true))
        .addSettings(Setting.newBuilder().setKey("roster.grpc.port").setValue(value))
        .build();
  }

  private static Moment at(long aside) {
    return Moment.newBuilder()
        .setTime(Timestamp.newBuilder().setSeconds(NOW.getEpochSecond() + aside))
        .build();
  }

  private static Coordinator.Builder coordinator(String name) {
    return Coordinator.newBuilder()
        .setName(name)
        .setCondition("serves")
        .setVersion("1.0")
        .setHost("host-" + name)
        .setGrpcPort(50051);
  }

  private List<Finding> findings(ListArtifactsResponse sourceless, ListArtifactsResponse single) {
    return new Examination(
            NOW,
            (host, port) ->
                host.equals(unreachable) ? Optional.of("Connection refused") : Optional.empty(),
            (host, port) -> Optional.ofNullable(settings.get(host)))
        .of(fleet.build(), coordinators.build(), sourceless, single);
  }

  private void assertFound(Weight weight, String what) {
    assertThat(findings(NONE, NONE))
        .anySatisfy(
            one -> {
              assertThat(one.what()).contains(what);
              assertThat(one.weight()).isEqualTo(weight);
              assertThat(one.remedy()).isNotEmpty();
            });
  }

  @Test
  void a_healthy_registry_is_fine_in_everything() {
    assertThat(findings(NONE, NONE))
        .allSatisfy(one -> assertThat(one.weight()).as(one.what()).isEqualTo(Weight.FINE));
  }

  @Test
  void a_clock_that_is_wrong_is_told() {
    coordinators.setAsOf(at(90));
    assertFound(Weight.LOOK, "clock is 90.0 s behind the database's");
    coordinators.setAsOf(at(-90));
    assertFound(Weight.LOOK, "clock is 90.0 s ahead of the database's");
  }

  @Test
  void nobody_who_leads_is_wrong() {
    coordinators.getLeaderBuilder().setRunning(false);
    assertFound(Weight.WRONG, "Nobody leads");
  }

  @Test
  void one_coordinator_alone_is_worth_a_look_and_none_is_wrong() {
    coordinators.getCoordinatorsBuilder(1).setCondition("gone");
    assertFound(Weight.LOOK, "One coordinator serves");
    coordinators.getCoordinatorsBuilder(0).setCondition("gone");
    assertFound(Weight.WRONG, "No coordinator");
  }

  @Test
  void an_upgrade_that_is_not_finished_is_told() {
    coordinators.getCoordinatorsBuilder(1).setVersion("1.1");
    assertFound(Weight.LOOK, "1.0 (a), 1.1 (b)");
  }

  @Test
  void an_address_that_leads_nowhere_is_wrong() {
    unreachable = "host-b";
    assertFound(Weight.WRONG, "b cannot be reached at host-b:50051");
  }

  @Test
  void time_outs_that_differ_are_wrong_and_what_each_has_of_its_own_is_not() {
    settings.put("host-b", timeOut("PT20S"));
    assertFound(Weight.WRONG, "differ in roster.worker.heartbeat-timeout: PT20S (b), PT30S (a)");
    assertThat(findings(NONE, NONE)).noneSatisfy(one -> assertThat(one.what()).contains("port:"));
  }

  @Test
  void whoever_does_not_tell_its_settings_is_named() {
    settings.remove("host-b");
    assertFound(Weight.LOOK, "not known: b");
  }

  @Test
  void who_is_behind_or_far_from_the_database_is_told() {
    coordinators.getCoordinatorsBuilder(0).setLag(1_001);
    coordinators.getCoordinatorsBuilder(1).setDatabaseMillis(80);
    fleet.setDatabaseMillis(70);
    assertFound(Weight.LOOK, "a is 1001 revisions behind");
    assertFound(Weight.LOOK, "b waits 80 ms");
    assertFound(Weight.LOOK, "took 70 ms");
  }

  @Test
  void what_may_be_lost_is_told_with_examples() {
    ListArtifactsResponse four =
        ListArtifactsResponse.newBuilder()
            .addArtifacts(Artifact.newBuilder().setArtifactId("x1"))
            .addArtifacts(Artifact.newBuilder().setArtifactId("x2"))
            .addArtifacts(Artifact.newBuilder().setArtifactId("x3"))
            .addArtifacts(Artifact.newBuilder().setArtifactId("x4"))
            .setPage(PageAnswer.newBuilder().setTotalCount(4))
            .build();
    assertThat(findings(four, four))
        .extracting(Finding::what)
        .contains(
            "4 artifacts have no source: x1, x2, x3, …",
            "4 artifacts are held by one worker only: x1, x2, x3, …");
  }

  @Test
  void what_needs_attention_keeps_its_weight() {
    fleet.addAttention(
        Attention.newBuilder()
            .setMatter("commands_overdue")
            .setWeight("worth_a_look")
            .setCount(2)
            .addExamples("c1"));
    assertFound(Weight.LOOK, "commands overdue: 2 (c1)");
  }
}
