/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.connector.ArtifactContent;
import io.roster.connector.CanonicalIndex;
import io.roster.connector.ConnectionClosedException;
import io.roster.connector.ContentMismatchException;
import io.roster.connector.DaemonUnavailableException;
import io.roster.connector.DuplicateArtifactException;
import io.roster.connector.GpuDaemonConnection;
import io.roster.connector.GpuDaemonConnectionFactory;
import io.roster.connector.GpuDaemonException;
import io.roster.connector.InvalidArtifactIdException;
import io.roster.connector.InvalidIndexException;
import io.roster.connector.MemoryExhaustedException;
import io.roster.connector.MemoryId;
import io.roster.connector.MemoryKind;
import io.roster.connector.MemoryTarget;
import io.roster.connector.ReplicaInfo;
import io.roster.connector.ReplicaPinnedException;
import io.roster.connector.UnknownArtifactException;
import io.roster.connector.UnknownMemoryException;
import io.roster.connector.UnreadableSourceException;
import io.roster.connector.WrongLengthException;
import io.roster.connector.ra.GpuDaemonResourceAdapter;
import io.roster.connector.ra.TestServer;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.IllegalStateException;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import jakarta.resource.spi.work.WorkContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.naming.Reference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuDaemonConnectionTest {

  @TempDir Path dataDir;

  private final TestServer server = new TestServer();
  private final GpuDaemonResourceAdapter adapter = new GpuDaemonResourceAdapter();
  private final GpuDaemonManagedConnectionFactory factory = new GpuDaemonManagedConnectionFactory();
  private final Events events = new Events();

  @BeforeEach
  void start() throws ResourceException {
    adapter.setMemory("1MiB");
    adapter.setDisk("1MiB");
    adapter.setEngine("host");
    adapter.setGpuMemory("1MiB");
    adapter.setDataDir(dataDir.toString());
    adapter.setDaemonId("daemon-a");
    adapter.start(server);
    factory.setResourceAdapter(adapter);
  }

  @AfterEach
  void stop() {
    adapter.stop();
  }

  @Test
  void an_artifact_makes_the_round_trip() throws Exception {
    try (GpuDaemonConnection connection = connections().getConnection()) {
      ReplicaInfo info = put(connection, "cgid:a", "hello");
      assertThat(info.memory()).isEqualTo(MemoryId.RAM);
      assertThat(info.sizeBytes()).isEqualTo(5);
      try (ArtifactContent content = connection.get("cgid:a")) {
        assertThat(content.stream().readAllBytes()).isEqualTo("hello".getBytes(UTF_8));
        assertThat(content.info().artifactId()).isEqualTo("cgid:a");
        assertThat(content.canonicalIndex()).isEqualTo(CanonicalIndex.ofBytes(5));
        assertThat(connection.list()).singleElement().extracting(ReplicaInfo::uses).isEqualTo(1);
      }
      assertThat(connection.getIndex("cgid:a")).isEqualTo(CanonicalIndex.ofBytes(5));
      assertThat(connection.verify("cgid:a", MemoryId.RAM).artifactId()).isEqualTo("cgid:a");
      assertThat(connection.sha256("cgid:a"))
          .isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
      assertThat(connection.status().daemonId()).isEqualTo("daemon-a");
      assertThat(connection.status().replicas()).isEqualTo(1);
      connection.unload("cgid:a", MemoryId.RAM);
      assertThat(connection.list()).isEmpty();
    }
  }

  @Test
  void an_artifact_can_lie_in_every_memory_at_once() throws Exception {
    try (GpuDaemonConnection connection = connections().getConnection()) {
      put(connection, "cgid:a", "hello");
      assertThat(connection.load("cgid:a", MemoryTarget.DISK).memory()).isEqualTo(MemoryId.DISK);
      assertThat(connection.load("cgid:a", MemoryTarget.any(MemoryKind.GPU)).memory())
          .isEqualTo(MemoryId.gpu(0));
      assertThat(connection.replicas("cgid:a"))
          .extracting(ReplicaInfo::memory)
          .containsExactly(MemoryId.gpu(0), MemoryId.RAM, MemoryId.DISK);
      connection.unload("cgid:a", MemoryId.RAM);
      for (MemoryId memory : List.of(MemoryId.gpu(0), MemoryId.DISK)) {
        try (ArtifactContent content = connection.get("cgid:a", memory)) {
          assertThat(content.stream().readAllBytes()).isEqualTo("hello".getBytes(UTF_8));
        }
      }
      assertThatThrownBy(() -> connection.get("cgid:a", MemoryId.RAM))
          .isInstanceOf(UnknownArtifactException.class);
    }
  }

  @Test
  void what_lies_on_disk_outlives_a_restart() throws Exception {
    try (GpuDaemonConnection connection = connections().getConnection()) {
      connection.put("cgid:kept", CanonicalIndex.ofBytes(5), 5, bytes("hello"), MemoryTarget.DISK);
      put(connection, "cgid:lost", "hello");
    }
    adapter.stop();
    adapter.start(server);
    try (GpuDaemonConnection connection = connections().getConnection()) {
      assertThat(connection.list())
          .singleElement()
          .satisfies(
              replica -> {
                assertThat(replica.artifactId()).isEqualTo("cgid:kept");
                assertThat(replica.memory()).isEqualTo(MemoryId.DISK);
              });
    }
  }

  @Test
  void a_pinned_replica_stays_until_it_is_unpinned() throws Exception {
    try (GpuDaemonConnection connection = connections().getConnection()) {
      put(connection, "cgid:a", "hello");
      assertThat(connection.pin("cgid:a", MemoryId.RAM).pinned()).isTrue();
      assertThatThrownBy(() -> connection.unload("cgid:a", MemoryId.RAM))
          .isInstanceOf(ReplicaPinnedException.class);
      assertThat(connection.unpin("cgid:a", MemoryId.RAM).pinned()).isFalse();
      connection.unload("cgid:a", MemoryId.RAM);
    }
  }

  @Test
  void a_content_addressed_artifact_names_itself() throws Exception {
    try (GpuDaemonConnection connection = connections().getConnection()) {
      ReplicaInfo info = putContent(connection, "hello");
      assertThat(info.artifactId()).matches("mi2:bciq[a-z2-7]{52}:bciq[a-z2-7]{52}");
      assertThat(server.workContexts())
          .as("a thread of the server digests")
          .extracting(WorkContext::getName)
          .contains("gpu-engine-1");
    }
  }

  @Test
  void a_safetensors_file_brings_its_index_with_it() throws Exception {
    byte[] file = safetensors();
    Path path = Files.write(dataDir.resolve("model.safetensors"), file);
    try (GpuDaemonConnection connection = connections().getConnection()) {
      ReplicaInfo info = connection.putSafetensors(path, MemoryTarget.RAM);
      assertThat(info.artifactId()).startsWith("mi2:");
      assertThat(info.sizeBytes()).isEqualTo(4);
      assertThat(new String(connection.getIndex(info.artifactId()), UTF_8)).contains("\"w\"");
      connection.unload(info.artifactId(), MemoryId.RAM);
      assertThat(connection.putSafetensors(new ByteArrayInputStream(file), MemoryTarget.RAM))
          .extracting(ReplicaInfo::artifactId)
          .isEqualTo(info.artifactId());
      byte[] truncated = Arrays.copyOf(file, file.length - 1);
      assertThatThrownBy(
              () ->
                  connection.putSafetensors(new ByteArrayInputStream(truncated), MemoryTarget.RAM))
          .isInstanceOf(InvalidIndexException.class);
    }
  }

  @Test
  void a_part_can_be_read_at_any_place() throws Exception {
    try (GpuDaemonConnection connection = connections().getConnection()) {
      put(connection, "cgid:a", "0123456789");
      ArtifactContent content = connection.get("cgid:a");
      ByteBuffer target = ByteBuffer.allocate(4);
      assertThat(content.read(3, target)).isEqualTo(4);
      assertThat(new String(target.array(), UTF_8)).isEqualTo("3456");
      target.clear();
      assertThat(content.read(8, target)).isEqualTo(2);
      assertThat(target.position()).isEqualTo(2);
      assertThat(content.read(10, target)).isEqualTo(-1);
      content.close();
      assertThatThrownBy(() -> content.read(0, target)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void each_failure_of_the_engine_has_its_exception() throws Exception {
    try (GpuDaemonConnection connection = connections().getConnection()) {
      put(connection, "cgid:a", "hello");
      String contentId = putContent(connection, "x").artifactId();
      connection.unload(contentId, MemoryId.RAM);

      assertThatThrownBy(() -> put(connection, "cgid:a", "hello"))
          .isInstanceOf(DuplicateArtifactException.class);
      assertThatThrownBy(() -> put(connection, "nonsense", "hello"))
          .isInstanceOf(InvalidArtifactIdException.class);
      assertThatThrownBy(() -> put(connection, contentId, "y"))
          .isInstanceOf(ContentMismatchException.class);
      assertThatThrownBy(() -> put(connection, "cgid:b", 6, bytes("hello")))
          .isInstanceOf(WrongLengthException.class);
      assertThatThrownBy(() -> put(connection, "cgid:b", 2 << 20, bytes("hello")))
          .isInstanceOf(MemoryExhaustedException.class);
      assertThatThrownBy(() -> put(connection, "cgid:b", 6, InputStream.nullInputStream()))
          .isInstanceOf(WrongLengthException.class);
      assertThatThrownBy(() -> put(connection, "cgid:b", 6, broken()))
          .isInstanceOf(UnreadableSourceException.class);
      assertThatThrownBy(
              () ->
                  connection.put(
                      "cgid:b", CanonicalIndex.ofBytes(9), 5, bytes("hello"), MemoryTarget.RAM))
          .isInstanceOf(InvalidIndexException.class);
      assertThatThrownBy(() -> connection.load("cgid:a", MemoryTarget.exactly(MemoryId.gpu(7))))
          .isInstanceOf(UnknownMemoryException.class)
          .hasMessageContaining("7");
      assertThatThrownBy(() -> connection.get("cgid:none"))
          .isInstanceOf(UnknownArtifactException.class)
          .hasMessageContaining("cgid:none");
      assertThat(connection.list()).singleElement().extracting(ReplicaInfo::uses).isEqualTo(0);
    }
  }

  @Test
  void a_closed_connection_is_of_no_use_and_closes_what_it_opened() throws Exception {
    GpuDaemonConnection connection = connections().getConnection();
    put(connection, "cgid:a", "hello");
    InputStream stream = connection.get("cgid:a").stream();
    connection.close();
    connection.close();
    assertThatThrownBy(connection::list).isInstanceOf(ConnectionClosedException.class);
    assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
  }

  @Test
  void closing_a_handle_tells_the_server_once() throws Exception {
    GpuDaemonManagedConnection physical = physical();
    GpuDaemonConnection handle = handle(physical);
    handle.close();
    handle.close();
    assertThat(events.told).containsExactly("closed");
  }

  @Test
  void cleanup_takes_the_handles_away_and_keeps_the_connection() throws Exception {
    GpuDaemonManagedConnection physical = physical();
    GpuDaemonConnection before = handle(physical);
    physical.cleanup();
    assertThatThrownBy(before::status).isInstanceOf(ConnectionClosedException.class);
    before.close();
    assertThat(events.told).isEmpty();
    assertThat(handle(physical).status().daemonId()).isEqualTo("daemon-a");
  }

  @Test
  void destroy_ends_the_connection() throws Exception {
    GpuDaemonManagedConnection physical = physical();
    GpuDaemonConnection handle = handle(physical);
    physical.destroy();
    physical.destroy();
    assertThatThrownBy(handle::status).isInstanceOf(ConnectionClosedException.class);
    assertThatThrownBy(() -> physical.getConnection(null, null))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(physical::cleanup).isInstanceOf(IllegalStateException.class);
    assertThat(match(Set.of(physical))).isNull();
  }

  @Test
  void a_daemon_that_went_is_reported_as_a_connection_error() throws Exception {
    GpuDaemonManagedConnection physical = physical();
    GpuDaemonConnection handle = handle(physical);
    adapter.stop();
    adapter.start(server);

    assertThat(factory.getInvalidConnections(Set.of(physical))).containsExactly(physical);
    assertThatThrownBy(handle::status).isInstanceOf(DaemonUnavailableException.class);
    assertThatThrownBy(handle::list).isInstanceOf(DaemonUnavailableException.class);
    assertThat(events.told).containsExactly("error");
    assertThat(match(Set.of(physical))).isNull();
    assertThat(handle(physical()).status().replicas()).isZero();
  }

  @Test
  void a_connection_that_is_well_is_not_called_invalid() throws Exception {
    assertThat(factory.getInvalidConnections(ordered(physical(), new Object()))).isEmpty();
  }

  @Test
  void without_a_daemon_there_are_no_connections() throws Exception {
    adapter.stop();
    assertThatThrownBy(this::physical).isInstanceOf(DaemonUnavailableException.class);
    assertThatThrownBy(
            () -> new GpuDaemonManagedConnectionFactory().createManagedConnection(null, null))
        .isInstanceOf(DaemonUnavailableException.class);
  }

  @Test
  void matching_takes_only_what_serves_the_request() throws Exception {
    GpuDaemonManagedConnection plain = physical();
    ConnectionRequestInfo special = new SpecialRequest();
    GpuDaemonManagedConnection other =
        (GpuDaemonManagedConnection) factory.createManagedConnection(null, special);

    assertThat(match(ordered(new Object(), other, plain))).isSameAs(plain);
    assertThat(factory.matchManagedConnections(ordered(plain, other), null, special))
        .isSameAs(other);
    assertThat(match(Set.of(other))).isNull();
    assertThat(match(Set.of())).isNull();
  }

  @Test
  void a_handle_can_move_to_another_connection() throws Exception {
    GpuDaemonManagedConnection first = physical();
    GpuDaemonManagedConnection second = physical();
    GpuDaemonConnection handle = handle(first);
    second.associateConnection(handle);
    first.destroy();
    assertThat(handle.status().daemonId()).isEqualTo("daemon-a");
    assertThatThrownBy(() -> second.associateConnection("no handle"))
        .isInstanceOf(IllegalStateException.class);
    second.destroy();
    assertThatThrownBy(handle::status).isInstanceOf(ConnectionClosedException.class);
  }

  @Test
  void a_closed_handle_is_not_brought_back_to_life() throws Exception {
    GpuDaemonConnection handle = handle(physical());
    handle.close();
    GpuDaemonManagedConnection other = physical();
    assertThatThrownBy(() -> other.associateConnection(handle))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(handle::status).isInstanceOf(ConnectionClosedException.class);
  }

  @Test
  void the_physical_connection_never_escapes() throws Exception {
    GpuDaemonManagedConnection physical = physical();
    assertThat(physical).isNotInstanceOf(GpuDaemonConnection.class);
    assertThat(handle(physical)).isNotInstanceOf(ManagedConnection.class);
  }

  @Test
  void transactions_are_refused_as_such() throws Exception {
    GpuDaemonManagedConnection physical = physical();
    assertThatThrownBy(physical::getXAResource).isInstanceOf(NotSupportedException.class);
    assertThatThrownBy(physical::getLocalTransaction).isInstanceOf(NotSupportedException.class);
  }

  @Test
  void metadata_is_complete() throws Exception {
    ManagedConnectionMetaData metaData = physical().getMetaData();
    assertThat(metaData.getEISProductName()).isNotBlank();
    assertThat(metaData.getEISProductVersion()).isNotBlank();
    assertThat(metaData.getUserName()).isNotNull();
    assertThat(metaData.getMaxConnections()).isZero();
  }

  @Test
  void log_writers_are_kept() throws Exception {
    PrintWriter writer = new PrintWriter(new StringWriter());
    GpuDaemonManagedConnection physical = physical();
    physical.setLogWriter(writer);
    factory.setLogWriter(writer);
    assertThat(physical.getLogWriter()).isSameAs(writer);
    assertThat(factory.getLogWriter()).isSameAs(writer);
  }

  @Test
  void the_factory_belongs_to_one_adapter() {
    assertThat(factory.getResourceAdapter()).isSameAs(adapter);
    GpuDaemonResourceAdapter other = new GpuDaemonResourceAdapter();
    assertThatThrownBy(() -> factory.setResourceAdapter(other))
        .isInstanceOf(IllegalStateException.class);
    GpuDaemonManagedConnectionFactory fresh = new GpuDaemonManagedConnectionFactory();
    assertThat(fresh).isEqualTo(factory).hasSameHashCodeAs(factory);
  }

  @Test
  void the_connection_factory_is_serializable_and_keeps_its_reference() throws Exception {
    GpuDaemonConnectionFactory connections = connections();
    Reference reference = new Reference(GpuDaemonConnectionFactory.class.getName());
    connections.setReference(reference);
    assertThat(connections.getReference()).isSameAs(reference);
    try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      out.writeObject(connections);
    }
  }

  private GpuDaemonConnectionFactory connections() {
    return (GpuDaemonConnectionFactory) factory.createConnectionFactory();
  }

  private GpuDaemonManagedConnection physical() throws ResourceException {
    GpuDaemonManagedConnection physical =
        (GpuDaemonManagedConnection) factory.createManagedConnection(null, null);
    physical.addConnectionEventListener(events);
    return physical;
  }

  private static GpuDaemonConnection handle(GpuDaemonManagedConnection physical)
      throws ResourceException {
    return (GpuDaemonConnection) physical.getConnection(null, null);
  }

  private @Nullable Object match(Set<?> candidates) {
    return factory.matchManagedConnections(candidates, null, null);
  }

  private static Set<Object> ordered(Object... candidates) {
    return new LinkedHashSet<>(List.of(candidates));
  }

  private static ReplicaInfo put(GpuDaemonConnection connection, String id, String text)
      throws GpuDaemonException {
    return put(connection, id, text.length(), bytes(text));
  }

  private static ReplicaInfo put(
      GpuDaemonConnection connection, String id, long size, InputStream bytes)
      throws GpuDaemonException {
    return connection.put(id, CanonicalIndex.ofBytes(size), size, bytes, MemoryTarget.RAM);
  }

  private static ReplicaInfo putContent(GpuDaemonConnection connection, String text)
      throws GpuDaemonException {
    return connection.putContentAddressed(
        CanonicalIndex.ofBytes(text.length()), text.length(), bytes(text), MemoryTarget.RAM);
  }

  /** One tensor of four bytes. */
  private static byte[] safetensors() {
    byte[] header =
        "{\"w\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}".getBytes(UTF_8);
    return ByteBuffer.allocate(Long.BYTES + header.length + 4)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .put(new byte[] {1, 2, 3, 4})
        .array();
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static InputStream broken() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("cable out");
      }
    };
  }

  private record SpecialRequest() implements ConnectionRequestInfo {}

  private static final class Events implements ConnectionEventListener {

    final List<String> told = new ArrayList<>();

    @Override
    public void connectionClosed(ConnectionEvent event) {
      told.add("closed");
    }

    @Override
    public void connectionErrorOccurred(ConnectionEvent event) {
      told.add("error");
    }

    @Override
    public void localTransactionStarted(ConnectionEvent event) {}

    @Override
    public void localTransactionCommitted(ConnectionEvent event) {}

    @Override
    public void localTransactionRolledback(ConnectionEvent event) {}
  }
}
