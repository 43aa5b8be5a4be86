/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.scenario;

import io.roster.bench.client.Channels;
import io.roster.bench.client.Keys;
import io.roster.bench.client.ReadApi;
import io.roster.bench.client.Workers;
import io.roster.bench.database.ReplicaRows;
import io.roster.bench.load.OpenLoop;
import io.roster.bench.product.Coordinator;
import io.roster.bench.report.Conditions;
import io.roster.bench.report.Figure;
import io.roster.bench.stage.Parameter;
import io.roster.bench.stage.Scenario;
import io.roster.bench.stage.Stage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long the first page of each list takes the server, in each order and with the filters that
 * find least, while a whole fleet beats.
 */
public final class ConsoleLists implements Scenario {

  private static final double LIMIT_MILLIS = 500;

  private static final Parameter ROWS = new Parameter("rows", 1_000_000, 1, "replicas");
  private static final Parameter WORKERS =
      new Parameter("workers", 10_000, 1, "workers that hold them and beat");
  private static final Parameter COPIES =
      new Parameter("copies", 10, 1, "replicas of each artifact; at most as many as workers");
  private static final Parameter READS =
      new Parameter("reads", 20, 1, "how often each list is read, after as many that do not count");

  @Override
  public String name() {
    return "console-lists";
  }

  @Override
  public String summary() {
    return "server time of the first page of each list, with 10,000 workers and 1,000,000 replicas";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(ROWS, WORKERS, COPIES, READS, AgainstCeiling.CONNECTIONS, Resolve.KEYS);
  }

  @Override
  public void run(Stage stage) {
    try (Coordinator coordinator = stage.startCoordinator();
        Channels channels =
            stage.keep(
                () ->
                    Channels.open(
                        coordinator.grpcPort(), stage.count(AgainstCeiling.CONNECTIONS)))) {
      Workers workers = new Workers(channels, stage.count(WORKERS));
      try (OpenLoop beats =
          stage.keep(() -> OpenLoop.started(List.of(workers.heartbeats(Workers.INTERVAL))))) {
        workers.register();
        new Keys(channels, stage.count(Resolve.KEYS)).prepare();
        stage.say("inserting " + stage.value(ROWS) + " replicas");
        coordinator.database().insert(new ReplicaRows(stage.value(ROWS), stage.count(COPIES)));
        stage.say("measuring");
        ReadApi api = new ReadApi(coordinator.httpPort());
        Conditions conditions =
            stage
                .conditions(coordinator)
                .with("workers", workers.count())
                .with("replicas", stage.value(ROWS))
                .with("reads", stage.value(READS));
        String worker = workers.get(0).workerId();
        lists(worker).forEach((name, path) -> measure(stage, api, name, path, conditions));
      }
    }
  }

  private static Map<String, String> lists(String worker) {
    Map<String, String> lists = new LinkedHashMap<>();
    String workers = "workers?include_unavailable=true";
    for (String sort : List.of("worker", "node", "last_heartbeat", "pool_available")) {
      lists.put("workers-by-" + sort, workers + "&sort=" + sort);
    }
    lists.put("workers-that-match", workers + "&q=77");
    lists.put("replicas-by-artifact", "replicas");
    lists.put("replicas-by-worker", "replicas?sort=worker&order=desc");
    lists.put("replicas-of-a-worker", "replicas?sort=size&worker_id=" + worker);
    lists.put("replicas-of-an-artifact", "replicas?artifact_id=" + ReplicaRows.artifactId(7));
    lists.put("replicas-unavailable", "replicas?state=unavailable");
    lists.put("replicas-on-no-disk", "replicas?memory_type=DISK");
    lists.put("replicas-of-no-host", "replicas?node_id=nowhere");
    lists.put("artifacts-by-name", "artifacts");
    lists.put("artifacts-by-time", "artifacts?sort=created&order=desc");
    lists.put("artifacts-that-match", "artifacts?q=" + ReplicaRows.artifactId(77));
    lists.put("transports", "transports");
    lists.put("keys-by-name", "keys");
    lists.put("keys-by-time", "keys?sort=updated&order=desc");
    lists.put("leases", "leases");
    lists.put("events", "events");
    lists.put("events-of-nobody", "events?subject=nobody");
    return lists;
  }

  private static void measure(
      Stage stage, ReadApi api, String name, String path, Conditions conditions) {
    int reads = stage.count(READS);
    double first = api.read(path);
    for (int i = 1; i < reads; i++) {
      api.read(path);
    }
    double[] millis = new double[reads];
    for (int i = 0; i < reads; i++) {
      millis[i] = api.read(path);
    }
    Arrays.sort(millis);
    stage.report(
        Figure.of("console-list-" + name, millis[reads - 1], "ms", conditions)
            .comparedWith("limit", LIMIT_MILLIS)
            .detail("p50_ms", millis[reads / 2])
            .detail("first_ms", first));
  }
}
