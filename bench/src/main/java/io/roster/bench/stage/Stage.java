/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.stage;

import io.roster.bench.proc.Processes;
import io.roster.bench.product.Coordinator;
import io.roster.bench.product.DataFolder;
import io.roster.bench.product.Product;
import io.roster.bench.report.Conditions;
import io.roster.bench.report.Figure;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a scenario is given to run on. */
public final class Stage {

  private final Scenario scenario;
  private final Product product;
  private final Lifetime lifetime;
  private final Map<String, Long> given;
  private final Consumer<Figure> report;
  private final double loadBefore = Processes.ofThisMachine().loadAverage();

  /**
   * @param given the parameters that differ from the usual
   * @param report takes the figures
   */
  public Stage(
      Scenario scenario,
      Product product,
      Lifetime lifetime,
      Map<String, Long> given,
      Consumer<Figure> report) {
    this.scenario = scenario;
    this.product = product;
    this.lifetime = lifetime;
    this.given = Map.copyOf(given);
    this.report = report;
  }

  public long value(Parameter parameter) {
    return given.getOrDefault(parameter.name(), parameter.usual());
  }

  public int count(Parameter parameter) {
    return Math.toIntExact(value(parameter));
  }

  /** How long each measurement lasts. */
  public Duration measured() {
    return Duration.ofSeconds(value(Parameter.seconds(scenario.usualSeconds())));
  }

  /** How long whatever is measured runs before: a cold server shows a tenth of what it can do. */
  public Duration warmUp() {
    return Duration.ofSeconds(value(Parameter.WARM_UP));
  }

  /** Begins something that is ended with the scenario, at the latest. */
  public <T extends AutoCloseable> T keep(Supplier<T> begin) {
    return lifetime.keep(begin);
  }

  /** An empty data directory. */
  public DataFolder newData() {
    return keep(DataFolder::create);
  }

  /** A coordinator on an empty data directory, ready to serve. */
  public Coordinator startCoordinator() {
    return startCoordinator(newData());
  }

  /** A coordinator on this data directory, ready to serve. */
  public Coordinator startCoordinator(DataFolder data) {
    say("starting a coordinator");
    Coordinator coordinator =
        keep(() -> Coordinator.launch(product, data, value(Parameter.GRPC_PORT)));
    coordinator.awaitReady();
    return coordinator;
  }

  public Product product() {
    return product;
  }

  /** What is measured, and on which machine. */
  public Conditions machine(Coordinator coordinator) {
    Conditions conditions =
        product.conditions().with("heap", coordinator.heap()).with("load_before", loadBefore);
    return coordinator.settings().isEmpty()
        ? conditions
        : conditions.with("settings", coordinator.settings());
  }

  /** The same, and for how long. */
  public Conditions conditions(Coordinator coordinator) {
    return withTimes(machine(coordinator));
  }

  /** On which machine and for how long something is measured that needs no coordinator. */
  public Conditions conditions() {
    return withTimes(product.tree().with("load_before", loadBefore));
  }

  private Conditions withTimes(Conditions conditions) {
    return conditions.with("seconds", measured().toSeconds()).with("warm_up", warmUp().toSeconds());
  }

  public void report(Figure figure) {
    report.accept(figure);
  }

  /** Tells a person how far it is. */
  public void say(String progress) {
    System.err.println("bench: " + scenario.name() + ": " + progress);
  }
}
