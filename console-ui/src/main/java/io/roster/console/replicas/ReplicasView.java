/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.replicas;

import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.roster.console.account.Roles;
import io.roster.console.action.Actions;
import io.roster.console.list.ListView;
import io.roster.console.registry.Registry;
import io.roster.registry.facts.ReplicaFact;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;

/** All replicas. */
@Route(ReplicasView.PATH)
@PageTitle("Replicas · Roster")
@RolesAllowed(Roles.VIEWER)
public class ReplicasView extends ListView<ReplicaFact> {

  static final String PATH = "replicas";

  @Inject
  public ReplicasView(Registry registry, Actions actions) {
    super(PATH, ReplicaList.all(registry, actions));
  }
}
