/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.service;

import io.grpc.Status;
import io.grpc.StatusException;
import io.roster.node.inventory.HeldReplica;
import io.roster.wire.node.v1.ListReplicasRequest;
import io.roster.wire.node.v1.ListReplicasResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/**
 * The replicas of this node, page by page: each begins after the last one of the page before, so
 * what comes and goes meanwhile shifts nothing.
 */
final class ReplicaPages {

  private static final int USUAL = 1_000;
  private static final int MOST = 10_000;

  private ReplicaPages() {}

  static ListReplicasResponse page(ListReplicasRequest request, List<HeldReplica> held)
      throws StatusException {
    int size = request.getPageSize() == 0 ? USUAL : request.getPageSize();
    if (size < 0 || size > MOST) {
      throw invalid("page_size: give 1 to " + MOST + ", or 0 for " + USUAL);
    }
    String after = decode(request.getPageToken());
    List<HeldReplica> rest =
        held.stream()
            .filter(
                replica ->
                    request.getArtifactId().isEmpty()
                        || replica.artifactId().equals(request.getArtifactId()))
            .sorted(Comparator.comparing(ReplicaPages::order))
            .filter(replica -> order(replica).compareTo(after) > 0)
            .limit(size + 1L)
            .toList();
    ListReplicasResponse.Builder page = ListReplicasResponse.newBuilder();
    rest.stream().limit(size).map(Replicas::message).forEach(page::addReplicas);
    if (rest.size() > size) {
      page.setNextPageToken(encode(order(rest.get(size - 1))));
    }
    return page.build();
  }

  private static String order(HeldReplica replica) {
    return replica.artifactId()
        + "\n"
        + replica.place().memory().name()
        + String.format("%08d", replica.place().device());
  }

  private static String encode(String place) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(place.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String token) throws StatusException {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalid("page_token: give what the answer before said, or nothing");
    }
  }

  private static StatusException invalid(String sentence) {
    return Status.INVALID_ARGUMENT.withDescription(sentence).asException();
  }
}
