/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.registry.TestCoordinator;
import io.roster.registry.access.Identity;
import io.roster.registry.access.Role;
import io.roster.registry.account.Account;
import io.roster.registry.account.AccountChange;
import io.roster.registry.account.AccountService;
import io.roster.registry.account.LastAdministrator;
import io.roster.registry.account.LogIn;
import io.roster.registry.account.NotRecognized;
import io.roster.registry.account.SingleSignOn;
import io.roster.registry.account.SingleSignOn.Journey;
import io.roster.registry.account.TestProvider;
import io.roster.registry.account.jpa.JpaAccountRepository;
import io.roster.registry.account.jpa.SqlLogInFailures;
import io.roster.registry.account.oidc.OidcProvider;
import io.roster.registry.audit.app.Audit;
import io.roster.registry.audit.jpa.SqlAuditLog;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.TestDatabase;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleSignOnTest {

  private static final String CONSOLE = "http://127.0.0.1:8080/console";
  private static final String PASSWORD = "correct horse battery";
  private static final Identity ADA =
      new Identity(Actor.user("ada"), Set.of(Role.ADMIN), "10.0.0.1");

  @TempDir private Path folder;

  private final TestDatabase database = TestDatabase.clean();
  private final TestCoordinator core = new TestCoordinator("a", database);
  private final TestProvider provider = new TestProvider();
  private final JpaAccountRepository rows = new JpaAccountRepository(core.entities());
  private final SqlLogInFailures failures = new SqlLogInFailures(core.entities());
  private final Audit audit = new Audit(new SqlAuditLog(core.entities()), core.changes());
  private final AccountService accounts =
      new Accounts(
          rows,
          failures,
          new EnterAccount(rows, failures, audit, core.changes()),
          new ChangeAccount(rows, failures, core.journal()),
          audit,
          core.journal(),
          core.changes());
  private SingleSignOn door;

  @BeforeEach
  void open() throws IOException {
    Path secret = folder.resolve("secret");
    Files.writeString(secret, TestProvider.SECRET + "\n");
    door =
        door(
            Map.of(
                "roster.console.oidc.issuer",
                provider.issuer(),
                "roster.console.oidc.client-id",
                TestProvider.CLIENT,
                "roster.console.oidc.client-secret-file",
                secret.toString(),
                "roster.console.oidc.admin-groups",
                "chiefs",
                "roster.console.oidc.operator-groups",
                "on-call, night shift",
                "roster.console.oidc.viewer-groups",
                "everybody"));
  }

  private SingleSignOn door(Map<String, String> given) {
    Map<String, String> all = new HashMap<>(given);
    all.put("roster.database.url", "jdbc:postgresql:unused");
    Settings settings = Settings.read(RegistrySettings.TABLE, all);
    return new EnterVouched(
        new OidcProvider(settings),
        rows,
        failures,
        audit,
        core.journal(),
        core.changes(),
        settings);
  }

  @AfterEach
  void end() {
    provider.close();
    core.close();
  }

  private Account enter() {
    Journey journey = door.begin(CONSOLE);
    return door.finish(journey, journey.state(), provider.visit(journey.address()), "10.0.0.5");
  }

  @Test
  void a_person_enters_with_the_role_of_their_groups() {
    provider.says("Ann", "everybody", "night shift");

    Account ann = enter();

    assertThat(ann.username()).isEqualTo("ann");
    assertThat(ann.role()).isEqualTo(Role.OPERATOR);
    assertThat(accounts.stands(ann)).isTrue();
    assertThat(accounts.list(ADA)).extracting(Account::username).containsExactly("ann");
    assertThat(
            database.text(
                "select actor || ' ' || action || ' ' || result || ' ' || origin from audit"))
        .isEqualTo("user:ann LOG_IN ACCEPTED 10.0.0.5");
  }

  @Test
  void groups_may_be_told_elsewhere_than_in_the_token() {
    provider.says("Ann", "chiefs").saysGroupsElsewhere();

    assertThat(enter().role()).isEqualTo(Role.ADMIN);
  }

  @Test
  void the_role_follows_the_groups_and_ends_the_sessions_of_before() {
    Account before = enterAs("Ann", "chiefs");

    Account after = enterAs("Ann", "everybody");

    assertThat(after.role()).isEqualTo(Role.VIEWER);
    assertThat(accounts.stands(before)).isFalse();
    assertThat(accounts.stands(after)).isTrue();
  }

  private Account enterAs(String name, String... groups) {
    provider.says(name, groups);
    return enter();
  }

  @Test
  void whoever_is_in_no_group_does_not_enter() {
    provider.says("Ann", "strangers");

    assertThatThrownBy(this::enter)
        .isInstanceOf(NotRecognized.class)
        .hasMessageContaining("None of your groups");
    assertThat(database.text("select count(*) from account")).isEqualTo("0");
    assertThat(database.text("select actor || ' ' || target || ' ' || result from audit"))
        .isEqualTo("client:10.0.0.5 ann REFUSED");
  }

  private Account change(String name, AccountChange change) {
    Account present =
        accounts.list(ADA).stream()
            .filter(account -> account.username().equals(name))
            .findFirst()
            .orElseThrow();
    return accounts.change(present, change, "a test", ADA);
  }

  @Test
  void a_local_account_cannot_be_taken_over_and_a_vouched_one_has_no_password() {
    accounts.create("ann", PASSWORD, Role.VIEWER, "a test", ADA);
    assertThatThrownBy(() -> enterAs("Ann", "chiefs"))
        .isInstanceOf(NotRecognized.class)
        .hasMessageContaining("local account");

    enterAs("Bob", "chiefs");
    assertThat(accounts.logIn("bob", "", "here")).isEqualTo(new LogIn.Refused());
    assertThatThrownBy(() -> change("bob", new AccountChange.ResetPassword(PASSWORD)))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("vouches");
  }

  @Test
  void a_vouched_account_can_be_disabled_and_is_not_the_last_administrator() {
    enterAs("Bob", "chiefs");
    accounts.create("ada", PASSWORD, Role.ADMIN, "a test", ADA);
    assertThatThrownBy(() -> change("ada", new AccountChange.Disable()))
        .isInstanceOf(LastAdministrator.class);

    change("bob", new AccountChange.Disable());

    assertThatThrownBy(() -> enterAs("Bob", "chiefs")).hasMessageContaining("disabled");
  }

  @Test
  void a_token_that_is_not_good_for_this_log_in_is_refused() {
    provider.says("Ann", "chiefs");
    assertRefused(provider.signsWithAnotherKey(), "not good for this log-in");
  }

  @Test
  void a_token_for_another_client_is_refused() {
    assertRefused(provider.says("Ann", "chiefs").signsFor("another"), "not good");
  }

  @Test
  void a_token_of_another_log_in_is_refused() {
    assertRefused(provider.says("Ann", "chiefs").repeatsAnotherNonce(), "not good");
  }

  @Test
  void a_token_that_is_over_is_refused() {
    assertRefused(provider.says("Ann", "chiefs").signsWhatIsOver(), "not good");
  }

  @Test
  void a_provider_that_calls_itself_otherwise_is_refused() {
    assertRefused(provider.callsItself("https://elsewhere"), "calls itself https://elsewhere");
  }

  private void assertRefused(TestProvider who, String why) {
    assertThat(who).isSameAs(provider);
    assertThatThrownBy(this::enter).isInstanceOf(NotRecognized.class).hasMessageContaining(why);
    assertThat(database.text("select count(*) from account")).isEqualTo("0");
  }

  @Test
  void an_answer_with_another_state_or_a_code_that_was_used_is_refused() {
    provider.says("Ann", "chiefs");
    Journey journey = door.begin(CONSOLE);
    String code = provider.visit(journey.address());

    assertThatThrownBy(() -> door.finish(journey, "another", code, "here"))
        .isInstanceOf(NotRecognized.class);
    door.finish(journey, journey.state(), code, "here");
    assertThatThrownBy(() -> door.finish(journey, journey.state(), code, "here"))
        .isInstanceOf(NotRecognized.class);
  }

  @Test
  void without_a_provider_nothing_is_offered() {
    SingleSignOn none = door(Map.of());

    assertThat(none.isOffered()).isFalse();
    assertThatThrownBy(() -> none.begin(CONSOLE)).isInstanceOf(NotRecognized.class);
  }

  @Test
  void a_provider_that_is_away_says_so() {
    provider.close();

    assertThatThrownBy(() -> door.begin(CONSOLE))
        .isInstanceOf(NotRecognized.class)
        .hasMessageContaining("does not answer");
  }
}
