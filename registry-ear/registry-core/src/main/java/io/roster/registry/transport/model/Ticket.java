/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import io.roster.registry.transport.TransportGroup;
import io.roster.registry.transport.TransportRequest;
import io.roster.registry.transport.TransportRequest.Requester;
import java.util.Optional;

/**
 * A request for a transport without its caller: what is kept of it while it waits and afterwards.
 *
 * @param fingerprint a digest of all the rest, so that one id cannot stand for two requests
 */
public record Ticket(
    String requestId,
    String fingerprint,
    Wanted wanted,
    Requester requester,
    Optional<TransportGroup> group) {

  public static Ticket of(TransportRequest request) {
    return new Ticket(
        request.requestId(),
        RequestFingerprint.of(request),
        new Wanted(request.artifactId(), request.viewId()),
        request.requester(),
        request.group());
  }
}
