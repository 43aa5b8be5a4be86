/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.keys;

import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.roster.console.account.Roles;
import io.roster.console.list.ListView;
import io.roster.console.registry.Registry;
import io.roster.registry.facts.KeyFact;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;

/** All keys. */
@Route(KeysView.PATH)
@PageTitle("Keys · Roster")
@RolesAllowed(Roles.VIEWER)
public class KeysView extends ListView<KeyFact> {

  static final String PATH = "keys";

  @Inject
  public KeysView(Registry registry) {
    super(PATH, KeyList.all(registry));
  }
}
