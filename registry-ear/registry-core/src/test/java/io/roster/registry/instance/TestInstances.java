/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance;

import static org.awaitility.Awaitility.await;

import io.roster.registry.TestCoordinator;
import io.roster.registry.cluster.app.ClusterActions;
import io.roster.registry.instance.app.ExpireSilentInstances;
import io.roster.registry.instance.app.InstanceDirectory;
import io.roster.registry.instance.app.InstanceIntake;
import io.roster.registry.instance.app.InstanceRegistry;
import io.roster.registry.instance.app.RegisterInstance;
import io.roster.registry.instance.app.UnregisterInstance;
import io.roster.registry.instance.jpa.ExpireSilentInstancesSql;
import io.roster.registry.instance.jpa.JpaInstanceRepository;
import io.roster.registry.instance.jpa.SqlInstanceLog;
import io.roster.registry.instance.jpa.SqlInstancePictures;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.platform.jdbc.DatabaseTime;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A coordinator with its instances. */
public final class TestInstances implements AutoCloseable {

  private final TestCoordinator coordinator;
  private final InstanceDirectory directory;
  private final InstanceService service;

  public TestInstances(String name, TestDatabase database) {
    DatabaseTime clock = new DatabaseTime();
    SqlInstancePictures pictures =
        new SqlInstancePictures(database.dataSource(), database.dataSource());
    directory = new InstanceDirectory(pictures, clock);
    coordinator = new TestCoordinator(name, database, directory);
    JpaInstanceRepository rows = new JpaInstanceRepository(coordinator.entities());
    service =
        new InstanceRegistry(
            new RegisterInstance(rows, coordinator.journal()),
            new UnregisterInstance(rows, coordinator.journal()),
            new InstanceIntake(
                directory, new SqlInstanceLog(database.dataSource()), ClusterActions.POLICY, clock),
            directory,
            pictures,
            ClusterActions.POLICY,
            coordinator.changes());
  }

  public InstanceService service() {
    return service;
  }

  public InstanceDirectory directory() {
    return directory;
  }

  public static InstanceRegistration registration(String instance, String daemon) {
    return new InstanceRegistration(
        instance, daemon, "vllm", Optional.empty(), "", Map.of(), 0, "", "");
  }

  public boolean beat(String instance) {
    return service
        .heartbeats()
        .take(new InstanceHeartbeat(instance, Optional.empty(), OptionalLong.empty()));
  }

  public List<InstanceView> list() {
    return service.list(new InstanceQuery(InstanceQuery.Scope.HEARD_IN_TIME, 0));
  }

  public List<InstanceView> listAll() {
    return service.list(new InstanceQuery(InstanceQuery.Scope.ALL_REGISTERED, 0));
  }

  /** Sweeps as the leader. */
  public void expire() {
    coordinator.electing();
    await().until(coordinator.leadership()::leads);
    new ExpireSilentInstances(
            new ExpireSilentInstancesSql(coordinator.entities()),
            coordinator.journal(),
            ClusterActions.POLICY,
            coordinator.leadership(),
            Settings.read(
                RegistrySettings.TABLE, Map.of("roster.database.url", "jdbc:postgresql:unused")))
        .run();
  }

  @Override
  public void close() {
    coordinator.close();
  }
}
