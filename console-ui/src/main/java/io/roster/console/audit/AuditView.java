/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.audit;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import io.roster.console.account.Roles;
import io.roster.console.account.SignedIn;
import io.roster.console.list.ChoiceFilter;
import io.roster.console.list.Columns;
import io.roster.console.list.ListSpec;
import io.roster.console.list.ListState;
import io.roster.console.list.ListView;
import io.roster.console.list.Rows;
import io.roster.console.list.TextFilter;
import io.roster.console.registry.Registry;
import io.roster.console.ui.EmptyState;
import io.roster.console.ui.Facts;
import io.roster.console.ui.Links;
import io.roster.console.ui.Mark;
import io.roster.console.ui.Mark.Tone;
import io.roster.console.ui.TestId;
import io.roster.registry.access.Identity;
import io.roster.registry.audit.AuditFilter;
import io.roster.registry.audit.AuditRecord;
import io.roster.registry.audit.AuditResult;
import io.roster.registry.audit.AuditSort;
import io.roster.registry.page.Paging;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What people asked for, done or refused; nothing here can be changed. */
@Route(AuditView.PATH)
@PageTitle("Audit · Roster")
@RolesAllowed({Roles.ADMIN, Roles.AUDITOR})
public class AuditView extends ListView<AuditRecord> {

  static final String PATH = "audit";

  /** Of the width that is left over: why something was done is what people read here. */
  private static final int REASONS_SHARE = 6;

  @Inject
  public AuditView(Registry registry) {
    super(PATH, spec(registry));
    addTools(download(registry));
  }

  /** Gives what the filter lets through, not only the page. */
  private Anchor download(Registry registry) {
    Identity reader = SignedIn.identity();
    DownloadHandler csv =
        event -> {
          event.setFileName("roster-audit.csv");
          event.setContentType("text/csv; charset=utf-8");
          AuditCsv.write(
              registry.audit(), filter(panel().state()), reader, event.getOutputStream());
        };
    Anchor anchor = new Anchor(csv, "Download CSV");
    anchor.getElement().setAttribute("download", true);
    anchor.addClassName("button-link");
    TestId.on(anchor, "audit-csv");
    return anchor;
  }

  private static ListSpec<AuditRecord> spec(Registry registry) {
    return new ListSpec<>(
        "audit",
        "Audit",
        state ->
            Rows.of(
                registry
                    .audit()
                    .list(
                        filter(state),
                        state.paging(AuditSort.class, Paging.byLast(AuditSort.TIME)),
                        SignedIn.identity())),
        AuditRecord::id,
        List.of(
            new TextFilter("actor", "By this actor", "Actor: user:ann").first(),
            new TextFilter("action", "This action", "Action: DRAIN_WORKER"),
            new TextFilter("target", "On this target", "Whole id of the target"),
            ChoiceFilter.any("result", "Only with this result", List.of(AuditResult.values())),
            new TextFilter("from", "From this time on", "From 2026-01-31T12:00:00Z"),
            new TextFilter("to", "Before this time", "To 2026-01-31T12:05:00Z")),
        AuditView::columns,
        () ->
            new EmptyState(
                "audit-empty",
                "Nobody has asked for anything",
                "Everything that a person asks for is written down here, whether it was done or"
                    + " refused."),
        true);
  }

  static AuditFilter filter(ListState state) {
    Optional<Instant> from = instant(state, "from");
    Optional<Instant> to = instant(state, "to").filter(end -> from.map(end::isAfter).orElse(true));
    return new AuditFilter(
        state.text("actor"),
        state.text("action").map(name -> Set.of(name.toUpperCase(Locale.ROOT))).orElse(Set.of()),
        state.text("target"),
        state.chosen("result", AuditResult.class),
        from,
        to);
  }

  private static Optional<Instant> instant(ListState state, String name) {
    try {
      return state.text(name).map(Instant::parse);
    } catch (DateTimeException mistyped) {
      return Optional.empty();
    }
  }

  private static void columns(Columns<AuditRecord> columns) {
    Columns.sorts(columns.time("Time", "10rem", AuditRecord::time), AuditSort.TIME);
    columns.text("Who", "7.5rem", AuditRecord::actor);
    columns.text("What", "8.5rem", row -> row.action().toLowerCase(Locale.ROOT).replace('_', ' '));
    columns.mono("On what", "11rem", AuditRecord::target);
    columns.mark("Result", "6.5rem", row -> mark(row.result()));
    columns.text("Reason", "14rem", AuditRecord::reason).setFlexGrow(REASONS_SHARE);
    columns.link(
        "Command",
        "6rem",
        AuditRecord::command,
        row -> row.command().isEmpty() ? "" : Links.command(row.command()));
    columns.grid().setItemDetailsRenderer(new ComponentRenderer<>(AuditView::details));
  }

  private static Mark mark(AuditResult result) {
    Tone tone =
        switch (result) {
          case ACCEPTED -> Tone.GOOD;
          case REPEATED -> Tone.IDLE;
          case CONFLICT -> Tone.WARN;
          case FORBIDDEN, REFUSED -> Tone.BAD;
        };
    return new Mark(tone, Mark.word(result));
  }

  private static Div details(AuditRecord row) {
    return new Facts("Record " + row.id())
        .fact("audit-reason", "Reason", row.reason())
        .fact("audit-origin", "From where", Facts.mono(row.origin()))
        .fact("audit-request", "Request id", Facts.mono(row.requestId()))
        .fact("audit-command", "Command", Facts.mono(row.command()))
        .fact(
            "audit-expected",
            "Looked at revision",
            row.expectedRevision().isPresent()
                ? String.valueOf(row.expectedRevision().getAsLong())
                : "")
        .fact("audit-revision", "At revision", String.valueOf(row.revision()))
        .fact("audit-detail", "Detail", row.detail());
  }
}
