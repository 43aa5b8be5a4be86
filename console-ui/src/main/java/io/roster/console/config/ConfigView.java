/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.config;

import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.roster.console.account.Roles;
import io.roster.console.list.ChoiceFilter;
import io.roster.console.list.Columns;
import io.roster.console.list.ListSpec;
import io.roster.console.list.ListState;
import io.roster.console.list.ListView;
import io.roster.console.list.Rows;
import io.roster.console.list.TextFilter;
import io.roster.console.registry.Registry;
import io.roster.console.ui.EmptyState;
import io.roster.console.ui.Mark;
import io.roster.console.ui.Mark.Tone;
import io.roster.registry.page.Moment;
import io.roster.settings.Settings.Effective;
import io.roster.settings.Settings.Source;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How this coordinator is set up: each setting with its value and where that comes from. */
@Route(ConfigView.PATH)
@PageTitle("Configuration · Roster")
@RolesAllowed(Roles.VIEWER)
public class ConfigView extends ListView<Effective> {

  static final String PATH = "config";

  @Inject
  public ConfigView(Registry registry) {
    super(PATH, spec(registry));
  }

  private static ListSpec<Effective> spec(Registry registry) {
    return new ListSpec<>(
        "config",
        "Configuration",
        state -> read(registry, state),
        row -> row.setting().key(),
        List.of(
            new TextFilter("q", "Settings whose name or meaning holds this", "Name or meaning")
                .first(),
            ChoiceFilter.any("source", "Only from this source", List.of(Source.values()))),
        ConfigView::columns,
        () -> new EmptyState("config-empty", "There is no setting", "That cannot be."),
        false);
  }

  /** The settings are few and in memory; they need no database. */
  private static Rows<Effective> read(Registry registry, ListState state) {
    String wanted = state.text("q").orElse("").toLowerCase(Locale.ROOT);
    Set<Source> sources = state.chosen("source", Source.class);
    List<Effective> rows =
        registry.server().configuration().stream()
            .filter(row -> sources.isEmpty() || sources.contains(row.source()))
            .filter(
                row ->
                    (row.setting().key() + " " + row.setting().description())
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted))
            .toList();
    return new Rows<>(
        rows,
        Optional.empty(),
        rows.size() + " settings",
        new Moment(registry.journal().position().revision(), Clock.systemUTC().instant()));
  }

  private static void columns(Columns<Effective> columns) {
    columns.mono("Setting", "18rem", row -> row.setting().key());
    columns.mono("Value", "14rem", row -> row.value().isEmpty() ? "–" : row.value());
    columns.mark("Source", "7rem", ConfigView::source);
    columns.mono("Environment", "16rem", row -> row.setting().environmentName());
    columns.text("Meaning", "24rem", row -> row.setting().description());
  }

  private static Mark source(Effective row) {
    return switch (row.source()) {
      case GIVEN -> new Mark(Tone.MOVING, "given");
      case DEFAULT -> new Mark(Tone.IDLE, "default");
      case ABSENT -> new Mark(Tone.IDLE, "not set");
    };
  }
}
