/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.roster.client.RosterClient;
import io.roster.launcher.Terminal;
import io.roster.launcher.Version;
import io.roster.v1.FleetServiceGrpc;
import io.roster.v1.FleetServiceGrpc.FleetServiceBlockingStub;
import io.roster.v1.GetOverviewRequest;
import io.roster.v1.ListArtifactsRequest;
import io.roster.v1.ListArtifactsResponse;
import io.roster.v1.ListCoordinatorsRequest;
import io.roster.v1.ListSettingsRequest;
import io.roster.v1.ListSettingsResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code roster doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Looks for what is wrong with a registry and its fleet, and says what to do.")
public final class DoctorCommand implements Callable<Integer> {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

  @Mixin private final RegistryOption registry = new RegistryOption();

  @Override
  public Integer call() {
    try (RosterClient client = registry.connect()) {
      List<Finding> findings = examine(client.channel(), this::settings);
      lines(findings).forEach(Terminal.standard()::say);
      return findings.stream().anyMatch(one -> one.weight() == Finding.Weight.WRONG) ? 1 : 0;
    } catch (StatusRuntimeException e) {
      throw CallFailed.of(registry.called(), e);
    }
  }

  /** How one of them is set up; empty when it does not say. */
  private Optional<ListSettingsResponse> settings(String host, int port) {
    try (RosterClient one = registry.connect(host + ":" + port)) {
      return Optional.of(
          FleetServiceGrpc.newBlockingStub(one.channel())
              .listSettings(ListSettingsRequest.getDefaultInstance()));
    } catch (StatusRuntimeException silent) {
      return Optional.empty();
    }
  }

  private static List<Finding> examine(Channel channel, Examination.SetUp setUp) {
    FleetServiceBlockingStub fleet = FleetServiceGrpc.newBlockingStub(channel);
    return new Examination(Instant.now(), DoctorCommand::failure, setUp)
        .of(
            fleet.getOverview(GetOverviewRequest.getDefaultInstance()),
            fleet.listCoordinators(ListCoordinatorsRequest.getDefaultInstance()),
            artifacts(fleet, "without_source"),
            artifacts(fleet, "with_one_holder"));
  }

  private static ListArtifactsResponse artifacts(FleetServiceBlockingStub fleet, String only) {
    return fleet.listArtifacts(ListArtifactsRequest.newBuilder().setOnly(only).build());
  }

  private static Optional<String> failure(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), (int) CONNECT_LIMIT.toMillis());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private static List<String> lines(List<Finding> findings) {
    List<String> lines = new ArrayList<>();
    for (Finding one : findings) {
      String weight = one.weight().name().toLowerCase(Locale.ROOT);
      lines.add(String.format(Locale.ROOT, "%-6s%s", weight, Text.printable(one.what())));
      if (!one.remedy().isEmpty()) {
        lines.add("      → " + one.remedy());
      }
    }
    return lines;
  }
}
