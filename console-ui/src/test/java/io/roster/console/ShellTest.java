/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.NotificationsKt.expectNoNotifications;
import static com.github.mvysny.kaributesting.v10.NotificationsKt.expectNotifications;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.server.ErrorEvent;
import io.roster.console.account.PasswordDialog;
import io.roster.console.account.SignedIn;
import io.roster.console.testing.ConsoleTest;
import io.roster.console.testing.FakeRegistry;
import io.roster.console.ui.BrowserSignals;
import io.roster.registry.account.LogIn;
import io.roster.registry.facts.WorkerCondition;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.UnknownThing;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShellTest extends ConsoleTest {

  @BeforeEach
  void logIn() {
    logInAs("admin");
  }

  @Test
  void keys_lead_to_the_views() {
    open("");
    press("g w");
    assertThat(address()).isEqualTo("workers");
    assertThat(UI.getCurrent().getInternals().getTitle()).isEqualTo("Workers · Roster");
    press("g e");
    assertThat(address()).isEqualTo("events");
    press("g o");
    assertThat(address()).isEmpty();
  }

  @Test
  void the_question_mark_lists_the_keys() {
    open("");
    press("?");
    assertThat(shown("keys-dialog")).isTrue();
  }

  @Test
  void the_overview_sums_the_fleet_up() {
    registry.register("w-1");
    registry.register("w-2", WorkerCondition.DRAINING);
    open("");
    pass(Duration.ofSeconds(1));

    assertThat(one(Span.class, "tile-workers").getText()).isEqualTo("2");
    assertThat(one(Span.class, "tile-pool").getText()).isEqualTo("100 GiB");
    assertThat(one(Span.class, "tile-coordinator").getText()).isEqualTo("coordinator-a");
    assertThat(one(Span.class, "tile-readiness").getText()).isEqualTo("ready");
    assertThat(textOf("event-lines")).contains("worker.registered", "w-1", "w-2");
  }

  @Test
  void the_overview_says_what_is_not_ready() {
    open("");
    pass(Duration.ofSeconds(1));
    registry.takeDatabaseAway();
    pass(Duration.ofSeconds(1));

    assertThat(one(Span.class, "tile-readiness").getText()).isEqualTo("not ready");
    assertThat(shown("database-away")).isTrue();
  }

  @Test
  void a_check_that_nobody_asked_for_complains_to_nobody_when_it_fails() {
    registry.doubtSessions(new DatabaseAway(new IllegalStateException("away")));
    open("");
    registry.register("w-1");
    pass(Duration.ofSeconds(10));

    expectNoNotifications();
    assertThat(one(Span.class, "tile-workers").getText()).isEqualTo("1");
  }

  @Test
  void what_is_refused_in_an_update_is_told_as_the_registry_says_it() {
    open("");
    UnknownThing refused = new UnknownThing("transport", "t-1");

    new FailureNotice().error(new ErrorEvent(new ExecutionException(refused)));

    expectNotifications(refused.getMessage() + ".");
  }

  @Test
  void what_fails_after_a_page_was_left_is_told_to_nobody() {
    open("");
    UI.getCurrent().close();

    new FailureNotice().error(new ErrorEvent(new IllegalStateException("too late")));

    expectNoNotifications();
  }

  @Test
  void events_arrive_and_can_be_filtered() {
    registry.register("w-1");
    registry.register("w-2");
    open("events");
    pass(Duration.ofSeconds(1));
    assertThat(one(Span.class, "events-count").getText()).isEqualTo("2 shown");

    _setValue(one(TextField.class, "filter-actor"), "no such thing", true);

    assertThat(shown("events-grid")).isFalse();
    assertThat(shown("events-filtered-out")).isTrue();
  }

  @Test
  void about_tells_what_runs_here() {
    open("about");

    assertThat(one(Span.class, "about-version").getText()).isEqualTo("0.1.0");
    assertThat(one(Span.class, "about-cluster").getText()).isEqualTo("cluster-7");
    assertThat(one(Span.class, "about-grpc").getText()).isEqualTo("10.0.0.1:50051");
  }

  @Test
  void a_password_is_changed_after_the_old_one_was_checked() {
    open("");
    new PasswordDialog(registry.asRegistry(), SignedIn.current().orElseThrow()).open();

    change("wrong", "a longer secret", "a longer secret");
    assertThat(failure()).isEqualTo("password is not the present one.");
    change(FakeRegistry.PASSWORD, "short", "short");
    assertThat(failure()).contains("at least 12");
    change(FakeRegistry.PASSWORD, "a longer secret", "another secret");
    assertThat(failure()).contains("differ");
    change(FakeRegistry.PASSWORD, "a longer secret", "a longer secret");

    assertThat(shown("password-save")).isFalse();
    assertThat(registry.logIn("admin", "a longer secret", "")).isInstanceOf(LogIn.Entered.class);
  }

  @Test
  void a_password_stays_when_its_change_is_cancelled() {
    open("");
    new PasswordDialog(registry.asRegistry(), SignedIn.current().orElseThrow()).open();
    _setValue(one(PasswordField.class, "password-old"), FakeRegistry.PASSWORD);

    _click(one(Button.class, "password-cancel"));

    assertThat(shown("password-save")).isFalse();
    assertThat(registry.logIn("admin", FakeRegistry.PASSWORD, ""))
        .isInstanceOf(LogIn.Entered.class);
  }

  private static void change(String old, String fresh, String again) {
    _setValue(one(PasswordField.class, "password-old"), old);
    _setValue(one(PasswordField.class, "password-new"), fresh);
    _setValue(one(PasswordField.class, "password-again"), again);
    _click(one(Button.class, "password-save"));
  }

  private static String failure() {
    return one(Div.class, "password-failure").getText();
  }

  private static void press(String keys) {
    BrowserSignals signals = _get(BrowserSignals.class);
    ComponentUtil.fireEvent(signals, new BrowserSignals.Shortcut(signals, true, keys));
  }

  private static String textOf(String testId) {
    return one(Component.class, testId).getElement().getTextRecursively();
  }
}
