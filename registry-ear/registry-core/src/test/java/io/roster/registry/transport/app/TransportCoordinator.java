/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.app;

import io.roster.registry.TestCoordinator;
import io.roster.registry.cluster.app.ClusterActions;
import io.roster.registry.journal.model.Changes;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.platform.jdbc.DatabaseTime;
import io.roster.registry.transport.TransportAnswer;
import io.roster.registry.transport.TransportCall;
import io.roster.registry.transport.TransportCompletion;
import io.roster.registry.transport.TransportOutcome;
import io.roster.registry.transport.TransportRequest;
import io.roster.registry.transport.jpa.JpaTransports;
import io.roster.registry.transport.jpa.SqlAwaitedRequests;
import io.roster.registry.transport.jpa.SqlSourceClaims;
import io.roster.registry.transport.jpa.SqlTransportLocks;
import io.roster.registry.transport.jpa.SqlTransportPictures;
import io.roster.registry.transport.jpa.SqlTransportQueue;
import io.roster.registry.transport.model.AwaitedRequests;
import io.roster.registry.transport.model.TransportPictures;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import jakarta.persistence.EntityManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A coordinator that serves transports; several of them on one database are a cluster. */
final class TransportCoordinator implements AutoCloseable {

  static final Duration LOOK = Duration.ofMillis(200);

  private final AtomicInteger passes = new AtomicInteger();
  private final TestCoordinator core;
  private final TransportDirectory directory;
  private final TransportDispatcher dispatcher;
  private final DispatchTransports dispatching;
  private final ExpireAbandonedTransports expiring;
  private final ForgetTransports forgetting;
  private final TransportRegistry registry;

  TransportCoordinator(String name, TestDatabase database) {
    this(name, database, Map.of());
  }

  TransportCoordinator(String name, TestDatabase database, Map<String, String> given) {
    this(name, database, given, new SqlAwaitedRequests(database.dataSource()), LOOK);
  }

  TransportCoordinator(
      String name,
      TestDatabase database,
      Map<String, String> given,
      AwaitedRequests awaited,
      Duration look) {
    Map<String, String> all = new HashMap<>(given);
    all.put("roster.database.url", "jdbc:postgresql:unused");
    Settings settings = Settings.read(RegistrySettings.TABLE, all);
    TransportPictures pictures = new SqlTransportPictures(database.dataSource());
    directory = new TransportDirectory(pictures, new DatabaseTime());
    core = new TestCoordinator(name, database, directory);
    EntityManager entities = core.entities();
    JpaTransports transports = new JpaTransports(entities);
    SqlTransportQueue queue = new SqlTransportQueue(entities);
    SqlTransportLocks locks = new SqlTransportLocks(entities);
    TransportJournal journal = new TransportJournal(core.journal(), core.workers());
    SourceChoice sources =
        new SourceChoice(
            core.replicas(),
            core.workers(),
            new SqlSourceClaims(entities, ClusterActions.POLICY),
            transports,
            settings);
    TransportSteps steps = new TransportSteps(locks, core.replicas(), core.changes());
    EndTransport ending = new EndTransport(transports, directory, journal, locks);
    dispatching =
        new DispatchTransports(
            queue, locks, transports, sources, journal, core.replicas(), counted(), settings);
    dispatcher =
        new TransportDispatcher(
            dispatching, awaited, queue, ending, steps, directory, core.tail(), look);
    RequestTransport requesting =
        new RequestTransport(sources, queue, pictures, journal, steps, dispatcher);
    registry = new TransportRegistry(requesting, ending, steps, pictures);
    expiring =
        new ExpireAbandonedTransports(transports, locks, ending, core.leadership(), settings);
    forgetting = new ForgetTransports(transports, queue, core.leadership(), settings);
    dispatcher.start(TestCoordinator.threads());
  }

  /** The way of changes of this coordinator, with those counted that dispatch. */
  private Changes counted() {
    Changes changes = core.changes();
    return (Changes)
        Proxy.newProxyInstance(
            Changes.class.getClassLoader(),
            new Class<?>[] {Changes.class},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(changes, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              } finally {
                passes.incrementAndGet();
              }
            });
  }

  /** How many passes through the queue are over. */
  int passes() {
    return passes.get();
  }

  TestCoordinator core() {
    return core;
  }

  TransportRegistry registry() {
    return registry;
  }

  TransportDirectory directory() {
    return directory;
  }

  DispatchTransports dispatching() {
    return dispatching;
  }

  ExpireAbandonedTransports expiring() {
    return expiring;
  }

  ForgetTransports forgetting() {
    return forgetting;
  }

  TransportCall ask(TransportRequest request) {
    return registry.request(request);
  }

  /** Asks and waits for the answer. */
  TransportAnswer answer(TransportRequest request) {
    return answer(ask(request));
  }

  static TransportAnswer answer(TransportCall call) {
    try {
      return call.answer().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException | InterruptedException | TimeoutException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Asks for a source that is free. */
  TransportAnswer.Started start(TransportRequest request) {
    return (TransportAnswer.Started) answer(request);
  }

  TransportCompletion.Result complete(UUID transport, TransportOutcome outcome) {
    return registry.complete(new TransportCompletion(transport, outcome, ""));
  }

  @Override
  public void close() {
    dispatcher.stop();
    core.close();
  }
}
