/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.resource.Referenceable;
import jakarta.resource.spi.RetryableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ConnectorContractTest {

  private static final PeerFailure PEER_FAILURE =
      new PeerFailure(
          new PeerAddress("node-2", 7002), PeerFailure.Cause.STALLED, "It said nothing.");

  private static final List<GpuDaemonException> FAILURES =
      List.of(
          new UnknownArtifactException("cgid:a", "unknown"),
          new DuplicateArtifactException("cgid:a", "duplicate"),
          new MemoryExhaustedException("cgid:a", "full"),
          new WrongLengthException("cgid:a", "short"),
          new ContentMismatchException("cgid:a", "other"),
          new InvalidArtifactIdException("a", "no id"),
          new UnreadableSourceException("cgid:a", "broken"),
          new UnknownMemoryException(MemoryId.gpu(3), "no such"),
          new InvalidIndexException("overlaps"),
          new StorageException("full"),
          new PeerTransferException("cgid:a", "nobody", List.of(PEER_FAILURE)),
          new ReplicaPinnedException("cgid:a", "pinned"),
          new FetchCancelledException("cgid:a", "cancelled"),
          new EngineFailedException("card fell off"),
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
  void only_an_absent_daemon_or_peer_is_worth_a_retry() {
    assertThat(FAILURES)
        .filteredOn(failure -> failure instanceof RetryableException)
        .hasExactlyElementsOfTypes(PeerTransferException.class, DaemonUnavailableException.class);
  }

  @Test
  void the_factory_can_be_bound_and_stored() {
    assertThat(Serializable.class).isAssignableFrom(GpuDaemonConnectionFactory.class);
    assertThat(Referenceable.class).isAssignableFrom(GpuDaemonConnectionFactory.class);
  }

  @Test
  void values_survive_serialization() throws Exception {
    ReplicaInfo replica =
        new ReplicaInfo("cgid:a", MemoryId.gpu(1), 3, true, 2, Instant.EPOCH, Instant.EPOCH);
    DaemonStatus status =
        new DaemonStatus(
            "d",
            new ArrayList<>(List.of(new MemoryStatus(MemoryId.RAM, "memory", 10, 3, 1))),
            7002,
            0);
    List<Serializable> values =
        List.of(
            status,
            MemoryTarget.any(MemoryKind.GPU),
            MemoryTarget.DISK,
            new FetchedReplica(replica, List.of(PEER_FAILURE), Duration.ofSeconds(2)),
            new GpuDaemonEvent.ReplicaLoaded(replica),
            new GpuDaemonEvent.ReplicaEvicted(replica),
            new GpuDaemonEvent.ReplicaUnloaded(replica),
            new GpuDaemonEvent.MemoryPressure(
                MemoryId.DISK, GpuDaemonEvent.PressureLevel.HIGH, 9, 10),
            new GpuDaemonEvent.ReplicaFailed(
                "cgid:a", MemoryId.RAM, GpuDaemonEvent.Failure.DAMAGED, "It is damaged."),
            new GpuDaemonEvent.PeerLost("cgid:a", PEER_FAILURE));
    for (Serializable value : values) {
      assertThat(copy(value)).isEqualTo(value);
    }
  }

  @Test
  void a_status_sums_up_its_memories() {
    DaemonStatus status =
        new DaemonStatus(
            "d",
            List.of(
                new MemoryStatus(MemoryId.gpu(0), "card", 100, 30, 2),
                new MemoryStatus(MemoryId.gpu(1), "card", 100, 110, 1),
                new MemoryStatus(MemoryId.RAM, "memory", 10, 3, 1)),
            0,
            0);
    assertThat(status.capacityBytes(MemoryKind.GPU)).isEqualTo(200);
    assertThat(status.availableBytes(MemoryKind.GPU)).isEqualTo(70);
    assertThat(status.replicas()).isEqualTo(4);
    assertThat(status.memory(MemoryId.RAM)).map(MemoryStatus::availableBytes).contains(7L);
    assertThat(status.memory(MemoryId.DISK)).isEmpty();
  }

  @Test
  void only_gpus_have_numbers() {
    assertThat(
            List.of(MemoryId.DISK, MemoryId.gpu(1), MemoryId.RAM, MemoryId.gpu(0)).stream()
                .sorted())
        .extracting(MemoryId::toString)
        .containsExactly("GPU:0", "GPU:1", "RAM", "DISK");
    assertThatThrownBy(() -> new MemoryId(MemoryKind.RAM, 1)).hasMessageContaining("RAM 1");
    assertThatThrownBy(() -> MemoryId.gpu(-1)).hasMessageContaining("GPU -1");
  }

  @Test
  void a_target_is_one_memory_or_any_of_a_kind() {
    assertThat(MemoryTarget.exactly(MemoryId.gpu(2)).device()).hasValue(2);
    assertThat(MemoryTarget.any(MemoryKind.GPU).device()).isEmpty();
    assertThat(MemoryTarget.RAM).hasToString("RAM").isNotEqualTo(MemoryTarget.any(MemoryKind.RAM));
    assertThat(MemoryTarget.any(MemoryKind.GPU)).hasToString("any GPU");
  }

  @Test
  void a_fetch_can_say_what_is_expected() throws Exception {
    FetchRequest plain =
        FetchRequest.of("cgid:a", MemoryTarget.RAM, List.of(new PeerAddress("node-2", 7002)));
    assertThat(plain.expectedSizeBytes()).isEmpty();
    assertThat(plain.expectedSha256()).isEmpty();
    FetchRequest strict =
        (FetchRequest) copy(plain.expectingSize(5).expectingSha256("ab".repeat(32)));
    assertThat(strict.expectedSizeBytes()).hasValue(5);
    assertThat(strict.expectedSha256()).hasValue("ab".repeat(32));
    assertThat(strict.sources()).isEqualTo(plain.sources());
    assertThatThrownBy(() -> plain.expectingSha256("ab")).hasMessageContaining("64 hexadecimal");
  }

  @Test
  void a_peer_needs_a_host_and_a_port() {
    assertThat(new PeerAddress("fe80::1", 7002)).hasToString("[fe80::1]:7002");
    assertThatThrownBy(() -> new PeerAddress("node-2", 0)).hasMessageContaining("1..65535");
    assertThatThrownBy(() -> new PeerAddress(" ", 1)).hasMessageContaining("host");
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
