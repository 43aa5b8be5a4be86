/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import com.google.protobuf.Timestamp;
import io.roster.v1.Artifact;
import io.roster.v1.Attention;
import io.roster.v1.Coordinator;
import io.roster.v1.Leadership;
import io.roster.v1.ListArtifactsResponse;
import io.roster.v1.ListCoordinatorsResponse;
import io.roster.v1.ListSettingsResponse;
import io.roster.v1.Overview;
import io.roster.v1.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks at what a registry tells of itself for what is wrong, and says what to do about it. */
final class Examination {

  /** Kerberos and certificates are stricter; what is displayed as an age begins to mislead here. */
  private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

  /** A coordinator takes in as many in a tenth of a second. */
  private static final long LAG = 1_000;

  private static final double SLOW_DATABASE_MILLIS = 50;

  /** What this machine found out by itself: whether an address can be connected to. */
  @FunctionalInterface
  interface Reach {

    /** Why it cannot be reached; empty when it can. */
    Optional<String> failure(String host, int port);
  }

  /** What a coordinator tells of its own settings when it is asked directly. */
  @FunctionalInterface
  interface SetUp {

    /** Empty when it does not tell. */
    Optional<ListSettingsResponse> of(String host, int port);
  }

  private final Instant now;
  private final Reach reach;
  private final SetUp setUp;

  Examination(Instant now, Reach reach, SetUp setUp) {
    this.now = now;
    this.reach = reach;
    this.setUp = setUp;
  }

  List<Finding> of(
      Overview fleet,
      ListCoordinatorsResponse coordinators,
      ListArtifactsResponse sourceless,
      ListArtifactsResponse single) {
    List<Finding> findings = new ArrayList<>();
    List<Coordinator> serving =
        coordinators.getCoordinatorsList().stream()
            .filter(one -> !one.getCondition().equals("gone"))
            .toList();
    findings.add(clock(coordinators.getAsOf().getTime()));
    findings.add(leader(coordinators.getLeader()));
    findings.add(number(serving));
    findings.add(versions(serving));
    serving.forEach(one -> findings.add(coordinator(one)));
    findings.addAll(settings(serving));
    findings.add(database(fleet));
    findings.addAll(copies(sourceless, single));
    fleet.getAttentionList().forEach(one -> findings.add(attention(one)));
    return findings;
  }

  private Finding clock(Timestamp database) {
    Duration apart =
        Duration.between(Instant.ofEpochSecond(database.getSeconds(), database.getNanos()), now);
    String by = Text.seconds(apart.abs());
    if (apart.abs().compareTo(CLOCKS_APART) <= 0) {
      return Finding.fine("This machine's clock and the database's agree (" + by + " apart)");
    }
    return Finding.look(
        "This machine's clock is "
            + by
            + (apart.isNegative() ? " behind" : " ahead of")
            + " the database's",
        "let both follow a time server (chrony, ntpd); leases and liveness go by the database's clock alone");
  }

  private static Finding leader(Leadership leader) {
    if (leader.getHolder().isEmpty() || !leader.getRunning()) {
      return Finding.wrong(
          "Nobody leads: no worker expires and nothing is cleaned up",
          "wait for a lease time (roster.leader.lease); if it stays so, look at the coordinators' logs: they cannot reach the database in time");
    }
    return Finding.fine(leader.getHolder() + " leads, epoch " + leader.getEpoch());
  }

  private static Finding number(List<Coordinator> serving) {
    return switch (serving.size()) {
      case 0 ->
          Finding.wrong(
              "No coordinator says that it serves", "see whether their database answers in time");
      case 1 ->
          Finding.look(
              "One coordinator serves: when it is lost, nobody answers",
              "start another one on the same database (docs/ha.md)");
      default -> Finding.fine(serving.size() + " coordinators serve");
    };
  }

  private static Finding versions(List<Coordinator> serving) {
    Map<String, String> byVersion =
        serving.stream()
            .collect(
                Collectors.groupingBy(
                    Coordinator::getVersion,
                    TreeMap::new,
                    Collectors.mapping(Coordinator::getName, Collectors.joining(", "))));
    if (byVersion.size() < 2) {
      return Finding.fine("All coordinators have the same version");
    }
    String listed =
        byVersion.entrySet().stream()
            .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
            .collect(Collectors.joining(", "));
    return Finding.look(
        "Coordinators have several versions: " + listed,
        "finish the upgrade, or go back (docs/operations.md)");
  }

  private Finding coordinator(Coordinator one) {
    String address = one.getHost() + ":" + one.getGrpcPort();
    Optional<String> failure = reach.failure(one.getHost(), one.getGrpcPort());
    if (failure.isPresent()) {
      return Finding.wrong(
          one.getName()
              + " cannot be reached at "
              + address
              + ", the address that it tells clients: "
              + failure.get(),
          "set roster.grpc.advertise-host and -port to what leads to it from here, or open the way");
    }
    if (one.getLag() > LAG) {
      return Finding.look(
          one.getName() + " is " + one.getLag() + " revisions behind",
          "if it stays so, look at its processor, its collections and its way to the database");
    }
    if (one.getDatabaseMillis() > SLOW_DATABASE_MILLIS) {
      return Finding.look(
          String.format(
              Locale.ROOT,
              "%s waits %.0f ms for its database",
              one.getName(),
              one.getDatabaseMillis()),
          "look at the network between them and at the database's disk");
    }
    return Finding.fine(one.getName() + " answers at " + address);
  }

  /**
   * Whoever leads or answers decides by its own settings, so that different ones make the
   * registry's behaviour wander.
   */
  private List<Finding> settings(List<Coordinator> serving) {
    Map<String, Map<String, List<String>>> namesByValueBySetting = new TreeMap<>();
    List<String> silent = new ArrayList<>();
    for (Coordinator one : serving) {
      Optional<ListSettingsResponse> told = setUp.of(one.getHost(), one.getGrpcPort());
      if (told.isEmpty()) {
        silent.add(one.getName());
        continue;
      }
      told.get().getSettingsList().stream()
          .filter(Setting::getAlike)
          .forEach(
              setting ->
                  namesByValueBySetting
                      .computeIfAbsent(setting.getKey(), key -> new TreeMap<>())
                      .computeIfAbsent(setting.getValue(), value -> new ArrayList<>())
                      .add(one.getName()));
    }
    List<Finding> findings = new ArrayList<>();
    namesByValueBySetting.forEach(
        (key, namesByValue) -> {
          if (namesByValue.size() > 1) {
            findings.add(different(key, namesByValue));
          }
        });
    if (!silent.isEmpty()) {
      findings.add(
          Finding.look(
              "How these are set up is not known: " + String.join(", ", silent),
              "see that they can be reached from here and have the same version"));
    }
    if (findings.isEmpty()) {
      findings.add(Finding.fine("Time-outs and limits are alike at all coordinators"));
    }
    return findings;
  }

  private static Finding different(String key, Map<String, List<String>> namesByValue) {
    String listed =
        namesByValue.entrySet().stream()
            .map(entry -> entry.getKey() + " (" + String.join(", ", entry.getValue()) + ")")
            .collect(Collectors.joining(", "));
    return Finding.wrong(
        "Coordinators differ in " + key + ": " + listed,
        "give all of them the same value and restart those that change, one after the other");
  }

  private static Finding database(Overview fleet) {
    return fleet.getDatabaseMillis() > SLOW_DATABASE_MILLIS
        ? Finding.look(
            String.format(
                Locale.ROOT, "The database took %.0f ms to answer", fleet.getDatabaseMillis()),
            "look at its disk and at what else runs there")
        : Finding.fine(
            String.format(
                Locale.ROOT, "The database answers in %.1f ms", fleet.getDatabaseMillis()));
  }

  private static List<Finding> copies(
      ListArtifactsResponse sourceless, ListArtifactsResponse single) {
    List<Finding> findings = new ArrayList<>();
    if (sourceless.getArtifactsCount() > 0) {
      findings.add(
          Finding.wrong(
              counted(sourceless)
                  + " have no source: "
                  + examples(sourceless, Artifact::getArtifactId),
              "bring back the nodes that held them, or put them again; roster artifacts --only without_source lists them"));
    }
    if (single.getArtifactsCount() > 0) {
      findings.add(
          Finding.look(
              counted(single)
                  + " are held by one worker only: "
                  + examples(single, Artifact::getArtifactId),
              "roster prefetch ARTIFACT --on WORKER makes another copy; roster artifacts --only with_one_holder lists them"));
    }
    if (findings.isEmpty()) {
      findings.add(Finding.fine("Each artifact is held by two workers at least"));
    }
    return findings;
  }

  private static String counted(ListArtifactsResponse list) {
    return (list.getPage().getTotalCountCapped() ? "More than " : "")
        + list.getPage().getTotalCount()
        + " artifacts";
  }

  private static String examples(ListArtifactsResponse list, Function<Artifact, String> name) {
    String named =
        list.getArtifactsList().stream().limit(3).map(name).collect(Collectors.joining(", "));
    return list.getPage().getTotalCount() > 3 ? named + ", …" : named;
  }

  private static Finding attention(Attention one) {
    String what =
        Text.words(one.getMatter())
            + ": "
            + one.getCount()
            + " ("
            + String.join(", ", one.getExamplesList())
            + ")";
    return switch (one.getWeight()) {
      case "grave" -> Finding.wrong(what, "the console's overview leads to them");
      case "worth_a_look" -> Finding.look(what, "the console's overview leads to them");
      default -> Finding.fine(what);
    };
  }
}
