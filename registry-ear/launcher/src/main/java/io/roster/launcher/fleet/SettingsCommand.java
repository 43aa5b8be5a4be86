/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.grpc.Channel;
import io.roster.v1.FleetServiceGrpc;
import io.roster.v1.ListSettingsRequest;
import io.roster.v1.ListSettingsResponse;
import io.roster.v1.Setting;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code roster settings}. */
@Command(name = "settings", description = "Shows how the coordinator that answers is set up.")
public final class SettingsCommand extends ShowCommand<ListSettingsResponse> {

  @Option(names = "--given", description = "Only what was given, without the defaults.")
  private boolean given;

  @Override
  ListSettingsResponse ask(Channel registry) {
    ListSettingsResponse all =
        FleetServiceGrpc.newBlockingStub(registry)
            .listSettings(ListSettingsRequest.getDefaultInstance());
    return given
        ? all.toBuilder()
            .clearSettings()
            .addAllSettings(
                all.getSettingsList().stream()
                    .filter(one -> one.getSource().equals("given"))
                    .toList())
            .build()
        : all;
  }

  @Override
  List<String> table(ListSettingsResponse answer, boolean wide) {
    return new Columns<Setting>()
        .with("SETTING", Setting::getKey)
        .with("VALUE", one -> one.getValue().isEmpty() ? "-" : one.getValue())
        .with("SOURCE", Setting::getSource)
        .wide("MEANING", Setting::getMeaning)
        .table(answer.getSettingsList(), wide);
  }
}
