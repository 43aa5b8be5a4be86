/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.dom.Element;
import io.roster.registry.journal.JournalEntry;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventLinesTest {

  private final EventLines lines = new EventLines(3);

  @Test
  void shows_the_newest_so_many() {
    lines.show(newestFirst(5));
    assertThat(rows()).hasSize(3);
    assertThat(text()).contains("worker-5", "worker-3").doesNotContain("worker-2");
  }

  @Test
  void rows_stay_while_their_texts_change() {
    lines.show(newestFirst(3));
    List<Element> before = rows();
    lines.show(newestFirst(4));
    assertThat(rows()).isEqualTo(before);
    assertThat(text()).contains("worker-4").doesNotContain("worker-1");
  }

  @Test
  void rows_that_are_not_needed_any_more_go() {
    lines.show(newestFirst(3));
    lines.show(newestFirst(1));
    assertThat(rows()).hasSize(1);
  }

  private List<Element> rows() {
    Element table = lines.getElement().getChild(0);
    return table.getChild(0).getChildren().toList();
  }

  private String text() {
    return lines.getElement().getTextRecursively();
  }

  private static List<JournalEntry> newestFirst(long newest) {
    return LongStream.rangeClosed(1, newest)
        .map(number -> newest + 1 - number)
        .mapToObj(EventLinesTest::entry)
        .toList();
  }

  private static JournalEntry entry(long revision) {
    return new JournalEntry(
        revision,
        Instant.EPOCH.plusSeconds(revision),
        0,
        "coordinator-a",
        "daemon:a",
        "worker.registered",
        "worker-" + revision,
        "null",
        "null");
  }
}
