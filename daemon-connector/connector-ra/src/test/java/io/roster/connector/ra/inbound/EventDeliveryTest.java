/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roster.connector.CanonicalIndex;
import io.roster.connector.GpuDaemonConnection;
import io.roster.connector.GpuDaemonConnectionFactory;
import io.roster.connector.GpuDaemonEvent;
import io.roster.connector.GpuDaemonEvent.MemoryPressure;
import io.roster.connector.GpuDaemonEvent.ReplicaEvicted;
import io.roster.connector.GpuDaemonEvent.ReplicaFailed;
import io.roster.connector.GpuDaemonEvent.ReplicaLoaded;
import io.roster.connector.GpuDaemonEvent.ReplicaUnloaded;
import io.roster.connector.MemoryId;
import io.roster.connector.MemoryTarget;
import io.roster.connector.ra.GpuDaemonResourceAdapter;
import io.roster.connector.ra.TestEndpoints;
import io.roster.connector.ra.TestServer;
import io.roster.connector.ra.outbound.GpuDaemonManagedConnectionFactory;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.work.HintsContext;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventDeliveryTest {

  @TempDir Path dataDir;

  private final TestServer server = new TestServer();
  private final GpuDaemonResourceAdapter adapter = new GpuDaemonResourceAdapter();
  private final GpuDaemonActivationSpec spec = new GpuDaemonActivationSpec();

  @BeforeEach
  void start() throws ResourceException {
    adapter.setMemory("1MiB");
    adapter.setDataDir(dataDir.toString());
    adapter.start(server);
  }

  @AfterEach
  void stop_ends_every_delivery() {
    adapter.stop();
    await().until(() -> server.runningWorks() == 0);
  }

  @Test
  void an_endpoint_hears_of_events_in_their_order() throws Exception {
    TestEndpoints endpoints = new TestEndpoints();
    adapter.endpointActivation(endpoints, spec);

    put("cgid:a", 1_000_000);
    connection().unload("cgid:a", MemoryId.RAM);

    await().until(() -> endpoints.events().size() == 4);
    assertThat(endpoints.events())
        .hasExactlyElementsOfTypes(
            ReplicaLoaded.class, MemoryPressure.class, ReplicaUnloaded.class, MemoryPressure.class);
    assertThat(endpoints.calls()).startsWith("before onEvent", "event", "after", "release");
  }

  @Test
  void an_endpoint_hears_only_of_what_it_asked_for() throws Exception {
    TestEndpoints endpoints = new TestEndpoints();
    spec.setEvents("Evicted, FAILED");
    adapter.endpointActivation(endpoints, spec);

    put("cgid:a", 600_000);
    put("cgid:b", 600_000);
    assertThatThrownBy(() -> put("cgid:c", 2_000_000)).isInstanceOf(ResourceException.class);

    await().until(() -> endpoints.events().size() == 2);
    assertThat(endpoints.events())
        .hasExactlyElementsOfTypes(ReplicaEvicted.class, ReplicaFailed.class);
  }

  @Test
  void the_work_says_that_it_keeps_its_thread() throws Exception {
    adapter.endpointActivation(new TestEndpoints(), spec);
    assertThat(server.workContexts())
        .last()
        .isInstanceOfSatisfying(
            HintsContext.class,
            hints ->
                assertThat(hints.getHints()).containsEntry(HintsContext.LONGRUNNING_HINT, true));
  }

  @Test
  void deactivation_ends_the_delivery_and_leaves_nothing() throws Exception {
    TestEndpoints endpoints = new TestEndpoints();
    long before = server.runningWorks();
    adapter.endpointActivation(endpoints, spec);
    adapter.endpointDeactivation(endpoints, spec);
    adapter.endpointDeactivation(endpoints, spec);
    await().until(() -> server.runningWorks() == before);
    put("cgid:a", 10);
    assertThat(endpoints.events()).isEmpty();
  }

  @Test
  void an_endpoint_that_is_not_ready_is_asked_again() throws Exception {
    TestEndpoints endpoints = new TestEndpoints();
    endpoints.refuseEndpoints(2);
    adapter.endpointActivation(endpoints, spec);
    put("cgid:a", 10);
    await().until(() -> endpoints.events().size() == 1);
  }

  @Test
  void a_failing_endpoint_does_not_end_the_delivery() throws Exception {
    TestEndpoints endpoints =
        new TestEndpoints(
            event -> {
              throw new IllegalStateException("bean fails");
            });
    adapter.endpointActivation(endpoints, spec);
    put("cgid:a", 10);
    put("cgid:b", 10);
    await().until(() -> endpoints.events().size() == 2);
    await().until(() -> endpoints.calls().size() == 8);
  }

  @Test
  void a_slow_endpoint_loses_the_oldest_events_beyond_its_capacity() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    TestEndpoints slow =
        new TestEndpoints(
            event -> {
              entered.countDown();
              awaitQuietly(goOn);
            });
    spec.setQueueCapacity(2);
    adapter.endpointActivation(slow, spec);
    put("cgid:0", 10);
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
    for (int i = 1; i <= 4; i++) {
      put("cgid:" + i, 10);
    }
    goOn.countDown();
    await().until(() -> slow.events().size() == 3);
    assertThat(slow.events())
        .extracting(EventDeliveryTest::id)
        .containsExactly("cgid:0", "cgid:3", "cgid:4");
  }

  @Test
  void a_wrong_activation_is_refused() {
    assertThatThrownBy(() -> adapter.endpointActivation(new TestEndpoints(), new ForeignSpec()))
        .isInstanceOf(NotSupportedException.class);
    spec.setQueueCapacity(0);
    assertThatThrownBy(() -> adapter.endpointActivation(new TestEndpoints(), spec))
        .isInstanceOf(InvalidPropertyException.class)
        .hasMessageContaining("queueCapacity");
    spec.setQueueCapacity(1);
    spec.setEvents("LOADED,,EVICTED");
    assertThatThrownBy(() -> adapter.endpointActivation(new TestEndpoints(), spec))
        .isInstanceOf(InvalidPropertyException.class)
        .hasMessageContaining("PEER_LOST");
  }

  private void put(String id, int size) throws ResourceException {
    try (GpuDaemonConnection connection = connection()) {
      connection.put(
          id,
          CanonicalIndex.ofBytes(size),
          size,
          new ByteArrayInputStream(new byte[size]),
          MemoryTarget.RAM);
    }
  }

  private GpuDaemonConnection connection() throws ResourceException {
    GpuDaemonManagedConnectionFactory factory = new GpuDaemonManagedConnectionFactory();
    factory.setResourceAdapter(adapter);
    return ((GpuDaemonConnectionFactory) factory.createConnectionFactory()).getConnection();
  }

  private static String id(GpuDaemonEvent event) {
    return ((ReplicaLoaded) event).replica().artifactId();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class ForeignSpec implements ActivationSpec {

    @Override
    public void validate() {}

    @Override
    public ResourceAdapter getResourceAdapter() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setResourceAdapter(ResourceAdapter adapter) {
      throw new UnsupportedOperationException();
    }
  }
}
