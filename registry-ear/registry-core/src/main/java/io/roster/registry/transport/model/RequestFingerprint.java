/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import io.roster.registry.platform.JsonValues;
import io.roster.registry.transport.TransportGroup;
import io.roster.registry.transport.TransportRequest;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A digest of what a request asks for. How long it waits is left out: a caller that asks again may
 * wait for less.
 */
final class RequestFingerprint {

  private RequestFingerprint() {}

  static String of(TransportRequest request) {
    boolean anyView = request.group().filter(group -> !group.hasOneArtifact()).isPresent();
    JsonObjectBuilder json =
        JsonValues.object()
            .add("artifact_id", request.artifactId())
            .add("view_id", anyView ? "" : request.viewId())
            .add("node_id", request.requester().nodeId())
            .add("address", request.requester().address())
            .add("port", request.requester().port())
            .add("worker_id", request.requester().workerId());
    request.group().ifPresent(group -> json.add("group", group(group)));
    return digest(json.build().toString());
  }

  private static JsonObjectBuilder group(TransportGroup group) {
    return JsonValues.object()
        .add("kind", group.kind())
        .add("id", group.id())
        .add("epoch", group.epoch())
        .add("total_parts", group.totalParts())
        .add("part_id", group.partId())
        .add("priority", group.priority());
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }
}
