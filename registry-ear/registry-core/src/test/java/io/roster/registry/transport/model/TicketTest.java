/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.transport.TransportGroup;
import io.roster.registry.transport.TransportRequest;
import io.roster.registry.transport.TransportRequest.Requester;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TicketTest {

  private static final Requester REQUESTER = new Requester("n", "10.0.0.9", 65_090, "w");
  private static final TransportGroup GROUP = new TransportGroup("kind", "g", 1, 4, "p", 0);

  @Test
  void a_repetition_has_the_same_fingerprint_however_long_it_waits() {
    assertThat(fingerprint("r", "a", "v", REQUESTER, 5, Optional.of(GROUP)))
        .isEqualTo(fingerprint("r", "a", "v", REQUESTER, 0, Optional.of(GROUP)));
  }

  @Test
  void whatever_else_differs_makes_another_fingerprint() {
    assertThat(
            Stream.of(
                fingerprint("r", "a", "v", REQUESTER, 0, Optional.of(GROUP)),
                fingerprint("r", "b", "v", REQUESTER, 0, Optional.of(GROUP)),
                fingerprint("r", "a", "", REQUESTER, 0, Optional.of(GROUP)),
                fingerprint("r", "av", "", REQUESTER, 0, Optional.of(GROUP)),
                fingerprint("r", "a", "v", REQUESTER, 0, Optional.empty()),
                fingerprint("r", "a", "v", new Requester("m", "10.0.0.9", 65_090, "w")),
                fingerprint("r", "a", "v", new Requester("n", "10.0.0.8", 65_090, "w")),
                fingerprint("r", "a", "v", new Requester("n", "10.0.0.9", 65_091, "w")),
                fingerprint("r", "a", "v", new Requester("n", "10.0.0.9", 65_090, "x")),
                of(new TransportGroup("other", "g", 1, 4, "p", 0)),
                of(new TransportGroup("kind", "h", 1, 4, "p", 0)),
                of(new TransportGroup("kind", "g", 2, 4, "p", 0)),
                of(new TransportGroup("kind", "g", 1, 5, "p", 0)),
                of(new TransportGroup("kind", "g", 1, 4, "q", 0)),
                of(new TransportGroup("kind", "g", 1, 4, "p", 1))))
        .doesNotHaveDuplicates();
  }

  @Test
  void the_view_of_a_part_of_a_version_is_no_part_of_the_request() {
    TransportGroup version = new TransportGroup("tp_version", "g", 1, 4, "p", 0);

    assertThat(fingerprint("r", "a", "v", REQUESTER, 0, Optional.of(version)))
        .isEqualTo(fingerprint("r", "a", "w", REQUESTER, 0, Optional.of(version)));
  }

  private static String of(TransportGroup group) {
    return fingerprint("r", "a", "v", REQUESTER, 0, Optional.of(group));
  }

  private static String fingerprint(String id, String artifact, String view, Requester requester) {
    return fingerprint(id, artifact, view, requester, 0, Optional.of(GROUP));
  }

  private static String fingerprint(
      String id,
      String artifact,
      String view,
      Requester requester,
      long seconds,
      Optional<TransportGroup> group) {
    return Ticket.of(
            new TransportRequest(id, artifact, view, requester, Duration.ofSeconds(seconds), group))
        .fingerprint();
  }
}
