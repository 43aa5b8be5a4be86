/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import com.google.protobuf.Message;
import io.grpc.Channel;
import io.roster.v1.FleetServiceGrpc;
import io.roster.v1.FleetServiceGrpc.FleetServiceBlockingStub;
import io.roster.v1.PageRequest;
import picocli.CommandLine.Option;

/** A command that shows a list, page by page. */
abstract class ListCommand<M extends Message> extends ShowCommand<M> {

  @Option(
      names = "--limit",
      paramLabel = "ROWS",
      defaultValue = "1000",
      description = "How many rows at most; 0 for all. Default: 1000")
  private int limit;

  abstract M page(FleetServiceBlockingStub fleet, PageRequest page);

  @Override
  M ask(Channel registry) {
    FleetServiceBlockingStub fleet = FleetServiceGrpc.newBlockingStub(registry);
    return Pages.gathered(Math.max(0, limit), page -> page(fleet, page));
  }
}
