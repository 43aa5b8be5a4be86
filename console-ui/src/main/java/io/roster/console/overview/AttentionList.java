/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.overview;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.roster.console.ui.Links;
import io.roster.console.ui.Mark;
import io.roster.console.ui.Mark.Tone;
import io.roster.console.ui.TestId;
import io.roster.registry.facts.Attention;
import io.roster.registry.facts.Attention.Matter;
import java.util.List;

/** What an operator should look at, each with the way to it. */
final class AttentionList extends UnorderedList {

  private transient List<Attention> shown = List.of();
  private boolean empty;

  AttentionList() {
    TestId.on(this, "attention");
    addClassName("attention");
    add(new ListItem("Not read yet."));
  }

  void show(List<Attention> newest, boolean read) {
    boolean nothing = newest.isEmpty() && read;
    if (newest.equals(shown) && nothing == empty) {
      return;
    }
    shown = newest;
    empty = nothing;
    removeAll();
    if (nothing) {
      add(new ListItem(new Mark(Tone.GOOD, "Nothing: all is as it should be").span()));
    }
    newest.forEach(one -> add(item(one)));
  }

  private static ListItem item(Attention one) {
    Anchor link = Links.to(address(one.matter()), sentence(one.matter(), one.count()));
    TestId.on(link, "attention-" + one.matter().name().toLowerCase(java.util.Locale.ROOT));
    Span examples = new Span(String.join(", ", one.examples()));
    examples.addClassNames("aside", "mono", "examples");
    Span mark = new Mark(tone(one), "").span();
    return new ListItem(mark, link, examples);
  }

  private static Tone tone(Attention one) {
    return switch (one.matter().weight()) {
      case GRAVE -> Tone.BAD;
      case WORTH_A_LOOK -> Tone.WARN;
      case GOOD_TO_KNOW -> Tone.IDLE;
    };
  }

  private static String sentence(Matter matter, long n) {
    return switch (matter) {
      case NO_LEADER -> "Nobody leads";
      case ARTIFACTS_WITHOUT_SOURCE ->
          many(n, "artifact has no source", "artifacts have no source");
      case WORKERS_SILENT -> many(n, "worker is silent", "workers are silent");
      case COORDINATOR_BEHIND -> many(n, "coordinator is behind", "coordinators are behind");
      case ARTIFACTS_WITH_ONE_HOLDER ->
          many(n, "artifact has one holder only", "artifacts have one holder only");
      case WORKERS_STALE ->
          many(n, "worker does not agree", "workers do not agree") + " with the registry";
      case TRANSPORTS_WAITING_LONG ->
          many(n, "request waits long", "requests wait long") + " for a source";
      case COMMANDS_FAILED -> many(n, "command failed", "commands failed");
      case COMMANDS_OVERDUE -> many(n, "command is overdue", "commands are overdue");
      case WORKERS_DRAINING -> many(n, "worker is draining", "workers are draining");
      case WORKERS_GONE_LATELY -> many(n, "worker went lately", "workers went lately");
    };
  }

  private static String address(Matter matter) {
    return switch (matter) {
      case NO_LEADER, COORDINATOR_BEHIND -> "coordinators";
      case ARTIFACTS_WITHOUT_SOURCE -> "artifacts?which=without_source";
      case ARTIFACTS_WITH_ONE_HOLDER -> "artifacts?which=with_one_holder";
      case WORKERS_SILENT -> "workers?state=silent";
      case WORKERS_STALE -> "workers?sync=stale";
      case WORKERS_DRAINING -> "workers?state=draining";
      case WORKERS_GONE_LATELY -> "workers?state=gone&sort=-gone";
      case TRANSPORTS_WAITING_LONG -> "transports";
      case COMMANDS_FAILED -> "commands?state=failed";
      case COMMANDS_OVERDUE -> "commands?state=pending,delivered,acknowledged";
    };
  }

  private static String many(long count, String one, String several) {
    return count == 1 ? "1 " + one : count + " " + several;
  }
}
