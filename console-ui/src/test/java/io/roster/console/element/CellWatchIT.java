/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.element;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnStage.class)
class CellWatchIT {

  private Stage stage;
  private Locator watch;

  @BeforeEach
  void putTheWatch(Stage given) {
    stage = given;
    watch = stage.put("cell-watch");
    sees("row 1", "ready");
  }

  private void sees(String row, String value) {
    stage.set(watch, "sight", List.of(row, value));
  }

  private Object marks() {
    return stage
        .page()
        .evaluate("() => document.body.getAnimations().filter(one => one.id === 'changed').length");
  }

  @Test
  void the_first_value_is_no_change() {
    assertThat(marks()).isEqualTo(0);
    assertThat(watch.isVisible()).isFalse();
  }

  @Test
  void another_value_of_the_same_row_marks_the_cell() {
    sees("row 1", "silent");

    assertThat(marks()).isEqualTo(1);
  }

  @Test
  void the_same_value_again_marks_nothing() {
    sees("row 1", "ready");

    assertThat(marks()).isEqualTo(0);
  }

  @Test
  void a_cell_that_is_given_to_another_row_is_not_marked() {
    sees("row 2", "silent");
    assertThat(marks()).isEqualTo(0);

    sees("row 2", "ready");
    assertThat(marks()).isEqualTo(1);
  }

  @Test
  void whoever_wants_no_motion_gets_none() {
    stage
        .page()
        .emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));

    sees("row 1", "silent");

    assertThat(marks()).isEqualTo(0);
  }
}
