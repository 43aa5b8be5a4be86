/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import io.roster.console.registry.Registry;
import io.roster.console.ui.CopyText;
import io.roster.console.ui.TestId;
import io.roster.registry.admin.ServerInfo;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Setting;
import io.roster.settings.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the console does, as lines for a shell: whoever reads them learns the registry's API. */
public final class CommandLines {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SERVICE = "roster.v1.OperatorService/";

  /** A line of a shell, and what it does. */
  record Line(String what, String command) {}

  private final String call;
  private final String address;

  private CommandLines(String call, String address) {
    this.call = call;
    this.address = address;
  }

  /** For the coordinator that this console belongs to, protected as it is. */
  static CommandLines of(Registry registry) {
    List<Settings.Effective> configuration = registry.server().configuration();
    StringBuilder call = new StringBuilder("grpcurl");
    call.append(
        isSet(configuration, RegistrySettings.GRPC_TLS_CERT) ? " -cacert ca.pem" : " -plaintext");
    if (isSet(configuration, RegistrySettings.TOKEN_FILE)) {
      call.append(" -H \"x-tensorcast-cluster-token: $TOKEN\"");
    }
    call.append(" -H \"roster-actor: $USER\"");
    ServerInfo server = registry.server().info();
    return new CommandLines(call.toString(), server.reachableHost() + ":" + server.reachablePort());
  }

  private static boolean isSet(List<Settings.Effective> configuration, Setting<?> setting) {
    return configuration.stream()
        .anyMatch(
            one ->
                one.setting().key().equals(setting.key())
                    && one.source() != Settings.Source.ABSENT);
  }

  List<Line> ofWorker(String worker) {
    return List.of(
        line("Resync", "RequestResync", "worker_id", worker),
        line("Drain", "DrainWorker", "worker_id", worker),
        line("Resume", "ResumeWorker", "worker_id", worker));
  }

  List<Line> ofReplica(String replica) {
    return List.of(
        line("Evict", "EvictReplica", "replica_id", replica),
        line("Mark unavailable", "MarkReplicaUnavailable", "replica_id", replica));
  }

  private Line line(String what, String method, String field, String target) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put(field, target);
    request.put("intent", Map.of("reason", "say why"));
    String body = quoted(json(request));
    // The shell makes the key, a new one for each request.
    String keyed =
        body.replace(
            "\"reason\":\"say why\"",
            "\"reason\":\"say why\",\"idempotency_key\":\"'\"$(uuidgen)\"'\"");
    return new Line(what, call + " -d " + keyed + " " + address + " " + SERVICE + method);
  }

  /** One word for the shell, whatever a name may hold. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\"'\"'") + "'";
  }

  private static String json(Map<String, Object> request) {
    try {
      return JSON.writeValueAsString(request);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("texts are always JSON", impossible);
    }
  }

  /** Shows how to do to a worker from a shell what the console does. */
  public static void showWorker(Registry registry, String worker) {
    show("Worker " + worker + " from a shell", of(registry).ofWorker(worker));
  }

  public static void showReplica(Registry registry, String replica) {
    show("Replica " + replica + " from a shell", of(registry).ofReplica(replica));
  }

  private static void show(String title, List<Line> lines) {
    Dialog dialog = new Dialog();
    TestId.on(dialog, "command-lines");
    dialog.setHeaderTitle(title);
    dialog.setWidth("44rem");
    Div content = new Div();
    content.addClassName("stack");
    lines.forEach(line -> content.add(new H3(line.what()), new CopyText(line.command())));
    dialog.add(content);
    Button close = new Button("Close", click -> dialog.close());
    TestId.on(close, "command-lines-close");
    dialog.getFooter().add(close);
    dialog.addOpenedChangeListener(
        change -> {
          if (change.isOpened()) {
            close.focus();
          }
        });
    dialog.open();
  }
}
