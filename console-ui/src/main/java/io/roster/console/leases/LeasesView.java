/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.leases;

import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.roster.console.account.Roles;
import io.roster.console.action.Actions;
import io.roster.console.list.ChoiceFilter;
import io.roster.console.list.Columns;
import io.roster.console.list.ListSpec;
import io.roster.console.list.ListState;
import io.roster.console.list.ListView;
import io.roster.console.list.RowActions;
import io.roster.console.list.Rows;
import io.roster.console.list.TextFilter;
import io.roster.console.registry.Registry;
import io.roster.console.ui.EmptyState;
import io.roster.console.ui.Links;
import io.roster.console.ui.Mark;
import io.roster.console.ui.Mark.Tone;
import io.roster.registry.access.Role;
import io.roster.registry.facts.LeaseFact;
import io.roster.registry.facts.LeaseFilter;
import io.roster.registry.facts.LeaseFilter.Which;
import io.roster.registry.facts.LeaseSort;
import io.roster.registry.page.Paging;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.util.List;

/** Who is the home of which shard, and for how long. */
@Route(LeasesView.PATH)
@PageTitle("Leases · Roster")
@RolesAllowed(Roles.VIEWER)
public class LeasesView extends ListView<LeaseFact> {

  static final String PATH = "leases";

  @Inject
  public LeasesView(Registry registry, Actions actions) {
    super(PATH, spec(registry, actions));
  }

  private static ListSpec<LeaseFact> spec(Registry registry, Actions actions) {
    return new ListSpec<>(
        "leases",
        "Leases",
        state -> read(registry, state),
        LeaseFact::shardId,
        List.of(
            new TextFilter("holder", "Leases of this daemon", "Whole daemon id").first(),
            ChoiceFilter.one("which", "Only these", List.of(Which.ENDED, Which.ALL))),
        columns -> columns(columns, actions),
        () ->
            new EmptyState(
                "leases-empty",
                "No lease is held",
                "A daemon that keeps a shard's chunk directory holds the shard's lease."),
        true);
  }

  private static Rows<LeaseFact> read(Registry registry, ListState state) {
    LeaseFilter filter =
        new LeaseFilter(state.text("holder"), state.one("which", Which.class).orElse(Which.HELD));
    return Rows.of(
        registry.facts().leases(filter, state.paging(LeaseSort.class, Paging.by(LeaseSort.SHARD))));
  }

  private static void columns(Columns<LeaseFact> columns, Actions actions) {
    Columns.sorts(
        columns.number("Shard", "6rem", row -> Long.toUnsignedString(row.shardId())),
        LeaseSort.SHARD);
    columns.mark(
        "State",
        "6rem",
        row -> row.isHeld() ? new Mark(Tone.GOOD, "held") : new Mark(Tone.IDLE, "ended"));
    columns.text("Daemon", "12rem", LeaseFact::holderDaemonId);
    columns.link(
        "Worker",
        "12rem",
        row -> row.holderWorkerId().orElse("–"),
        row -> row.holderWorkerId().map(Links::worker).orElse(""));
    columns.number("Generation", "6rem", row -> Long.toUnsignedString(row.generation()));
    Columns.sorts(columns.age("Ends", "8rem", LeaseFact::expiresAt), LeaseSort.END);
    RowActions.on(
        columns,
        row -> "the lease of shard " + Long.toUnsignedString(row.shardId()),
        new RowActions.Choice<>(
            "Release",
            "release-lease",
            Role.ADMIN,
            (row, done) -> actions.ask(actions.releaseLease(row.shardId()), done)));
  }
}
