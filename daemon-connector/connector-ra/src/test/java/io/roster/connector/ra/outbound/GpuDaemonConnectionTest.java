/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.connector.ArtifactContent;
import io.roster.connector.ArtifactInfo;
import io.roster.connector.ConnectionClosedException;
import io.roster.connector.ContentMismatchException;
import io.roster.connector.DaemonUnavailableException;
import io.roster.connector.DuplicateArtifactException;
import io.roster.connector.GpuDaemonConnection;
import io.roster.connector.GpuDaemonConnectionFactory;
import io.roster.connector.GpuDaemonException;
import io.roster.connector.InvalidArtifactIdException;
import io.roster.connector.MemoryKind;
import io.roster.connector.OutOfGpuMemoryException;
import io.roster.connector.UnknownArtifactException;
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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
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
      ArtifactInfo info = put(connection, "cgid:a", "hello");
      try (ArtifactContent content = connection.get("cgid:a")) {
        assertThat(content.stream().readAllBytes()).isEqualTo("hello".getBytes(UTF_8));
        assertThat(content.info()).isEqualTo(info);
      }
      assertThat(info.memory()).isEqualTo(MemoryKind.HOST);
      assertThat(connection.list()).containsExactly(info);
      assertThat(connection.checksum("cgid:a"))
          .isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")
          .isEqualTo(info.sha256());
      assertThat(connection.status().daemonId()).isEqualTo("daemon-a");
      assertThat(connection.status().usedBytes()).isEqualTo(5);
      connection.unload("cgid:a");
      assertThat(connection.status().artifactCount()).isZero();
    }
  }

  @Test
  void a_content_addressed_artifact_names_itself() throws Exception {
    try (GpuDaemonConnection connection = connections().getConnection()) {
      ArtifactInfo info =
          connection.putContentAddressed("{}".getBytes(UTF_8), "hello".getBytes(UTF_8));
      assertThat(info.id()).matches("mi2:bciq[a-z2-7]{52}:bciq[a-z2-7]{52}");
    }
  }

  @Test
  void each_failure_of_the_engine_has_its_exception() throws Exception {
    try (GpuDaemonConnection connection = connections().getConnection()) {
      put(connection, "cgid:a", "hello");
      String contentId =
          connection.putContentAddressed("{}".getBytes(UTF_8), "x".getBytes(UTF_8)).id();
      connection.unload(contentId);

      assertThatThrownBy(() -> put(connection, "cgid:a", "hello"))
          .isInstanceOf(DuplicateArtifactException.class);
      assertThatThrownBy(() -> put(connection, "nonsense", "hello"))
          .isInstanceOf(InvalidArtifactIdException.class);
      assertThatThrownBy(() -> put(connection, contentId, "y"))
          .isInstanceOf(ContentMismatchException.class);
      assertThatThrownBy(() -> connection.put("cgid:b", 6, bytes("hello")))
          .isInstanceOf(WrongLengthException.class);
      assertThatThrownBy(() -> connection.put("cgid:b", 2 << 20, bytes("hello")))
          .isInstanceOf(OutOfGpuMemoryException.class);
      assertThatThrownBy(() -> connection.put("cgid:b", 6, InputStream.nullInputStream()))
          .isInstanceOf(WrongLengthException.class);
      assertThatThrownBy(() -> connection.put("cgid:b", 6, broken()))
          .isInstanceOf(UnreadableSourceException.class);
      assertThatThrownBy(() -> connection.get("cgid:none"))
          .isInstanceOf(UnknownArtifactException.class)
          .hasMessageContaining("cgid:none");
      assertThat(connection.status().usedBytes()).isEqualTo(5);
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

    assertThatThrownBy(handle::status).isInstanceOf(DaemonUnavailableException.class);
    assertThat(events.told).containsExactly("error");
    assertThat(match(Set.of(physical))).isNull();
    assertThat(handle(physical()).status().artifactCount()).isZero();
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

  private static ArtifactInfo put(GpuDaemonConnection connection, String id, String text)
      throws GpuDaemonException {
    return connection.put(id, text.length(), bytes(text));
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
