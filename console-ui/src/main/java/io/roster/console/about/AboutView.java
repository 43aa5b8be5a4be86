/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.about;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.roster.console.account.Roles;
import io.roster.console.registry.Registry;
import io.roster.console.ui.Labels;
import io.roster.registry.admin.ServerInfo;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;

/** What runs here, and under which licences. */
@Route("about")
@PageTitle("About · Roster")
@RolesAllowed(Roles.VIEWER)
public class AboutView extends Main {

  @Inject
  public AboutView(Registry registry) {
    addClassNames("view", "view-about");
    Div heading = new Div(new H1("About"));
    heading.addClassName("view-heading");
    add(heading, facts(registry.server().info()), licences());
  }

  private static Div facts(ServerInfo info) {
    Div facts =
        new Div(
            fact("Version", "about-version", info.version()),
            fact("Cluster", "about-cluster", info.clusterId()),
            fact("Coordinator", "about-coordinator", info.coordinator()),
            fact(
                "gRPC, for daemons",
                "about-grpc",
                endpoint(info.reachableHost(), info.reachablePort())),
            fact("gRPC listens on", "about-listen", endpoint(info.listenHost(), info.listenPort())),
            fact("HTTP port", "about-http", String.valueOf(info.httpPort())));
    facts.addClassNames("panel", "facts");
    return facts;
  }

  private static Component licences() {
    UnorderedList parts =
        new UnorderedList(
            new ListItem("Vaadin Flow and its components, Lumo — Apache License 2.0"),
            new ListItem("Lit, Polymer — BSD 3-Clause License"),
            new ListItem("Atmosphere, Jackson — Apache License 2.0; jsoup — MIT License"),
            new ListItem("gRPC, Flyway, Prometheus client — Apache License 2.0"),
            new ListItem("Protocol Buffers — BSD 3-Clause License"),
            new ListItem(
                "PostgreSQL and its JDBC driver — PostgreSQL License, BSD 2-Clause License"),
            new ListItem("Payara — CDDL 1.1 and GPL 2 with Classpath Exception"));
    Div panel =
        new Div(
            new H2("Licences"),
            new Paragraph("Roster is free software under the Apache License 2.0. It stands on:"),
            parts);
    panel.addClassName("panel");
    return panel;
  }

  private static String endpoint(String host, int port) {
    return host + ":" + port;
  }

  private static Div fact(String label, String testId, String value) {
    return Labels.fact(label, testId, new Span(value));
  }
}
