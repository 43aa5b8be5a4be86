/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.roster.v1.FleetServiceGrpc.FleetServiceBlockingStub;
import io.roster.v1.Key;
import io.roster.v1.ListKeysRequest;
import io.roster.v1.ListKeysResponse;
import io.roster.v1.PageRequest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code roster keys}. */
@Command(name = "keys", description = "Lists the keys, and what they stand for.")
public final class KeysCommand extends ListCommand<ListKeysResponse> {

  @Option(names = "--prefix", paramLabel = "TEXT", description = "Only those that begin so.")
  private String prefix = "";

  @Option(names = "--artifact", paramLabel = "ID", description = "Only those of this artifact.")
  private String artifact = "";

  @Override
  ListKeysResponse page(FleetServiceBlockingStub fleet, PageRequest page) {
    return fleet.listKeys(
        ListKeysRequest.newBuilder()
            .setPage(page)
            .setPrefix(prefix)
            .setArtifactId(artifact)
            .build());
  }

  @Override
  List<String> table(ListKeysResponse answer, boolean wide) {
    Columns<Key> columns =
        new Columns<Key>()
            .with("KEY", Key::getKey)
            .with("ARTIFACT", Key::getArtifactId)
            .with("KIND", Key::getKind)
            .with("GENERATION", key -> Long.toUnsignedString(key.getGeneration()))
            .wide("CREATED", key -> Text.time(key.getCreatedAt()))
            .wide("UPDATED", key -> Text.time(key.getUpdatedAt()));
    return Pages.withRest(columns.table(answer.getKeysList(), wide), answer.getPage(), "keys");
  }
}
