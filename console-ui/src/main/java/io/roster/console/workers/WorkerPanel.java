/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.workers;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import io.roster.console.action.CommandSteps;
import io.roster.console.action.CommandWords;
import io.roster.console.picture.HeartbeatStrip;
import io.roster.console.picture.SparkLine;
import io.roster.console.ui.ByteCounts;
import io.roster.console.ui.Facts;
import io.roster.console.ui.Links;
import io.roster.console.ui.Mark;
import io.roster.console.ui.TestId;
import io.roster.console.ui.TimeText;
import io.roster.console.ui.Times;
import io.roster.registry.command.Command;
import io.roster.registry.facts.Copies;
import io.roster.registry.facts.WorkerDetail;
import io.roster.registry.facts.WorkerFact;
import io.roster.registry.instance.InstanceView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** The facts of one worker. */
final class WorkerPanel extends Div {

  private static final int POINTS_KEPT = 300;

  private final QuarantineNotice quarantine = new QuarantineNotice();
  private final HeartbeatStrip strip = new HeartbeatStrip();
  private final Span beatsLegend = new Span();
  private final SparkLine memory = new SparkLine("Used memory in MiB since this page was opened");
  private final Div poolFill = new Div();
  private final Span poolText = new Span();
  private final Facts reconcile = new Facts("Inventory");
  private final Facts identity = new Facts("Worker");
  private final Div copies = new Div();
  private final Div commands = new Div();
  private final Div instances = new Div();
  private final transient Deque<Double> used = new ArrayDeque<>();
  private transient List<Command> shownCommands = List.of();
  private transient List<Copies> shownCopies = List.of();
  private transient List<InstanceView> shownInstances = List.of();

  WorkerPanel() {
    addClassName("worker-panel");
    TestId.on(strip, "heartbeat-strip");
    beatsLegend.addClassName("aside");
    Div beats = panel("Heartbeats", strip, beatsLegend);
    beats.addClassName("wide");
    poolFill.addClassName("pool-fill");
    Div track = new Div(poolFill);
    track.addClassNames("pool-track", "pool-track-wide");
    TestId.on(poolText, "worker-pool");
    poolText.addClassName("num");
    copies.addClassName("tile-lines");
    identity.addClassName("wide");
    add(
        quarantine,
        beats,
        panel("Memory pool", poolText, track, memory, copies),
        reconcile,
        identity,
        commands,
        instances);
  }

  void show(WorkerDetail detail) {
    WorkerFact worker = detail.worker();
    quarantine.show(worker.quarantine());
    strip.show(detail.beats());
    beatsLegend.setText(
        "one bar each "
            + Times.span(detail.beats().interval())
            + ", the newest at the right: full on time, half late, none missed");
    showPool(worker);
    showCopies(detail.copies());
    showReconcile(worker, detail);
    showIdentity(worker);
    showCommands(detail.openCommands());
    showInstances(detail.instances());
  }

  private void showPool(WorkerFact worker) {
    poolText.setText(
        ByteCounts.usedOf(WorkerList.used(worker), worker.poolTotalBytes())
            + " used, "
            + WorkerList.percent(worker)
            + " %");
    poolText.setTitle(
        ByteCounts.exact(WorkerList.used(worker))
            + " of "
            + ByteCounts.exact(worker.poolTotalBytes()));
    poolFill.getStyle().set("width", WorkerList.percent(worker) + "%");
    used.addLast(WorkerList.used(worker) / (double) (1 << 20));
    if (used.size() > POINTS_KEPT) {
      used.removeFirst();
    }
    memory.show(new ArrayList<>(used));
  }

  private void showReconcile(WorkerFact worker, WorkerDetail detail) {
    reconcile
        .fact("worker-sync", "Agreement", worker.sync(), sync -> Mark.of(sync).span())
        .fact("worker-expected", "Version expected", String.valueOf(worker.stateVersion()))
        .fact(
            "worker-acknowledged",
            "Version acknowledged",
            String.valueOf(worker.acknowledgedVersion()))
        .fact("worker-reconcile", "Last reconcile", words(worker.lastReconcile()))
        .fact(
            "worker-cursor",
            "Generation, request",
            worker.generation() + ", " + worker.requestSeq())
        .fact("worker-replicas", "Replicas", String.valueOf(worker.replicas()))
        .fact(
            "worker-transports",
            "Transports from, to",
            detail.transportsFrom() + ", " + detail.transportsTo());
  }

  private static String words(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void showIdentity(WorkerFact worker) {
    identity
        .fact("worker-heartbeat", "Last heartbeat", worker.lastHeartbeat(), TimeText::age)
        .fact("worker-daemon", "Daemon", worker.daemonId(), Facts::mono)
        .fact("worker-node", "Node", worker.nodeId(), Facts::mono)
        .fact("worker-address", "gRPC", WorkerList.address(worker), Facts::mono)
        .fact("worker-p2p", "P2P", worker.nodeAddress() + ":" + worker.p2pPort(), Facts::mono)
        .fact("worker-accepting", "Accepts requests", worker.accepting() ? "yes" : "no")
        .fact("worker-registered", "Registered", worker.registeredAt(), TimeText::new)
        .fact(
            "worker-capabilities",
            "Capabilities",
            String.join(", ", Capability.words(worker.capabilityFlags())));
    worker.goneAt().ifPresent(at -> identity.fact("worker-gone", "Gone", new TimeText(at)));
  }

  private void showCopies(List<Copies> newest) {
    if (newest.equals(shownCopies)) {
      return;
    }
    shownCopies = newest;
    copies.removeAll();
    for (Copies one : newest) {
      copies.add(
          new Span(
              one.memory()
                  + ": "
                  + one.replicas()
                  + (one.replicas() == 1 ? " replica, " : " replicas, ")
                  + one.available()
                  + " available, "
                  + ByteCounts.human(one.bytes())));
    }
  }

  private void showCommands(List<Command> open) {
    if (open.equals(shownCommands)) {
      return;
    }
    shownCommands = open;
    commands.removeAll();
    commands.setClassName("panel", !open.isEmpty());
    commands.setClassName("wide", true);
    if (open.isEmpty()) {
      return;
    }
    commands.add(new H2("Open commands"));
    for (Command command : open) {
      Div line =
          new Div(
              Links.to(Links.command(command.id()), CommandWords.title(command)),
              new CommandSteps(command));
      line.addClassName("open-command");
      commands.add(line);
    }
  }

  private void showInstances(List<InstanceView> newest) {
    if (newest.equals(shownInstances)) {
      return;
    }
    shownInstances = newest;
    instances.removeAll();
    instances.setClassName("panel", !newest.isEmpty());
    instances.setClassName("wide", true);
    if (newest.isEmpty()) {
      return;
    }
    NativeTableBody body = new NativeTableBody();
    for (InstanceView instance : newest) {
      NativeTableRow row = new NativeTableRow();
      row.addDataCell().add(Facts.mono(instance.instanceId()));
      row.addDataCell().add(new Span(instance.engine()));
      row.addDataCell().add(new Span(Mark.word(instance.state())));
      row.addDataCell().add(TimeText.age(instance.lastHeartbeat()));
      body.add(row);
    }
    NativeTable table = new NativeTable(body);
    table.addClassName("lines");
    table.getElement().setAttribute("aria-label", "Instances");
    instances.add(new H2("Instances"), table);
  }

  private static Div panel(String title, Component... parts) {
    Div panel = new Div(new H2(title));
    panel.add(parts);
    panel.addClassName("panel");
    return panel;
  }
}
