/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.grpc.Channel;
import io.roster.wire.globalstore.v1.ArtifactCatalogServiceGrpc;
import io.roster.wire.globalstore.v1.ResolveKeyMappingRequest;
import io.roster.wire.globalstore.v1.ResolveKeyMappingResponse;
import io.roster.wire.globalstore.v1.Status;

/** What a person calls an artifact: by its id, or by a key that stands for it. */
final class ArtifactName {

  private ArtifactName() {}

  static boolean isId(String name) {
    return name.isEmpty() || name.startsWith("mi2:") || name.startsWith("cgid:");
  }

  /** The id that the name stands for. */
  static String id(Channel registry, String name) {
    if (isId(name)) {
      return name;
    }
    ResolveKeyMappingResponse answer =
        ArtifactCatalogServiceGrpc.newBlockingStub(registry)
            .resolveKeyMapping(ResolveKeyMappingRequest.newBuilder().setKey(name).build());
    if (answer.getStatus() != Status.STATUS_OK) {
      throw new CallFailed("The key " + Text.printable(name) + " names nothing.");
    }
    return answer.getArtifactId();
  }
}
