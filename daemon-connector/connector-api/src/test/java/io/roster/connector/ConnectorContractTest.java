/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.Referenceable;
import jakarta.resource.spi.RetryableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ConnectorContractTest {

  private static final List<GpuDaemonException> FAILURES =
      List.of(
          new UnknownArtifactException("cgid:a", "unknown"),
          new DuplicateArtifactException("cgid:a", "duplicate"),
          new OutOfGpuMemoryException("cgid:a", "full"),
          new WrongLengthException("cgid:a", "short"),
          new ContentMismatchException("cgid:a", "other"),
          new InvalidArtifactIdException("a", "no id"),
          new UnreadableSourceException("cgid:a", "broken"),
          new ConnectionClosedException(),
          new DaemonUnavailableException());

  @Test
  void each_failure_has_an_error_code_of_its_own() {
    Set<String> codes = new TreeSet<>();
    FAILURES.forEach(failure -> codes.add(failure.getErrorCode()));
    assertThat(codes).hasSize(FAILURES.size()).allMatch(code -> code.matches("GPU-\\d{4}"));
  }

  @Test
  void a_message_is_a_sentence_without_the_code() {
    assertThat(new UnknownArtifactException("cgid:a", "It is not here.").getMessage())
        .isEqualTo("It is not here.");
  }

  @Test
  void only_an_absent_daemon_is_worth_a_retry() {
    assertThat(FAILURES)
        .filteredOn(failure -> failure instanceof RetryableException)
        .hasExactlyElementsOfTypes(DaemonUnavailableException.class);
  }

  @Test
  void the_factory_can_be_bound_and_stored() {
    assertThat(Serializable.class).isAssignableFrom(GpuDaemonConnectionFactory.class);
    assertThat(Referenceable.class).isAssignableFrom(GpuDaemonConnectionFactory.class);
  }

  @Test
  void values_survive_serialization() throws Exception {
    ArtifactInfo info =
        new ArtifactInfo("cgid:a", 3, "00".repeat(32), MemoryKind.HOST, 0, Instant.EPOCH);
    DaemonStatus status =
        new DaemonStatus(
            "d", 10, 3, 1, new ArrayList<>(List.of(new DeviceInfo(0, "x", MemoryKind.HOST, 10))));
    List<Serializable> values =
        List.of(
            info,
            status,
            new GpuDaemonEvent.ArtifactLoaded(info),
            new GpuDaemonEvent.ArtifactUnloaded(info, GpuDaemonEvent.UnloadReason.EVICTED),
            new GpuDaemonEvent.MemoryPressure(GpuDaemonEvent.PressureLevel.HIGH, 9, 10),
            new GpuDaemonEvent.ArtifactFailed("cgid:a", GpuDaemonEvent.Failure.DAMAGED));
    for (Serializable value : values) {
      assertThat(copy(value)).isEqualTo(value);
    }
    assertThat(status.availableBytes()).isEqualTo(7);
  }

  private static Object copy(Serializable value) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }
}
