/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.account;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.roster.console.registry.Registry;
import io.roster.console.ui.Brand;
import io.roster.console.ui.TestId;
import io.roster.console.ui.ThemeToggle;
import io.roster.console.ui.Times;
import io.roster.registry.account.Account;
import io.roster.registry.account.LogIn;
import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;
import io.roster.settings.Settings;
import io.roster.settings.SingleSignOnSettings;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks who is there. */
@Route(value = "login", autoLayout = false)
@PageTitle("Log in · Roster")
@AnonymousAllowed
public class LoginView extends Main implements BeforeEnterObserver {

  private static final Logger log = LoggerFactory.getLogger(LoginView.class);

  private static final int LONGEST_INPUT = 256;

  private final transient Registry registry;
  private final transient LoginBrake brake;

  private final TextField name = new TextField("Name");
  private final PasswordField password = new PasswordField("Password");
  private final Button submit = new Button("Log in");
  private final Div failure = new Div();
  private final Anchor singleSignOn = singleSignOn();

  private ReturnPath wanted = ReturnPath.FIRST_PAGE;

  @Inject
  public LoginView(Registry registry, LoginBrake brake) {
    this.registry = registry;
    this.brake = brake;
    addClassName("gate");
    add(card(), new ThemeToggle());
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    wanted = ReturnPath.in(event.getLocation());
    if (SignedIn.current().isPresent()) {
      event.forwardTo(wanted.location().getPath(), wanted.location().getQueryParameters());
    }
    singleSignOn.setHref(wanted.behind("sso"));
    Vouching.takeFailure(VaadinSession.getCurrent()).ifPresent(this::refuse);
  }

  private Div card() {
    TestId.on(name, "login-name");
    name.setAutocomplete(Autocomplete.USERNAME);
    name.setMaxLength(LONGEST_INPUT);
    name.setAutofocus(true);
    name.getElement().setAttribute("autocapitalize", "none");
    TestId.on(password, "login-password");
    password.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
    password.setMaxLength(LONGEST_INPUT);
    TestId.on(submit, "login-submit");
    submit.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    submit.setDisableOnClick(true);
    submit.addClickListener(click -> submit());
    submit.addClickShortcut(Key.ENTER);
    TestId.on(failure, "login-failure");
    failure.addClassNames("notice", "notice-bad");
    failure.getElement().setAttribute("role", "alert");
    failure.setVisible(false);
    Paragraph hint =
        new Paragraph(
            "First time here? The name and password of the first administrator were printed once,"
                + " where Roster was first started.");
    hint.addClassName("hint");
    Div card = new Div(heading(), failure, name, password, submit, hint);
    card.addClassName("gate-card");
    if (offersSingleSignOn()) {
      card.addComponentAtIndex(1, singleSignOn);
    }
    return card;
  }

  private boolean offersSingleSignOn() {
    return registry.server().configuration().stream()
        .anyMatch(
            shown ->
                shown.setting().key().equals(SingleSignOnSettings.ISSUER.key())
                    && shown.source() != Settings.Source.ABSENT);
  }

  /** A plain link: it leaves the console for the identity provider. */
  private static Anchor singleSignOn() {
    Anchor link = new Anchor("sso", "Log in with single sign-on");
    link.setRouterIgnore(true);
    TestId.on(link, "login-sso");
    return link;
  }

  private static Div heading() {
    Div heading = new Div(new Brand(), new H1("Log in"), new Span("to the console of this fleet"));
    heading.addClassName("gate-heading");
    return heading;
  }

  private void submit() {
    try {
      attempt(name.getValue().strip(), password.getValue());
    } finally {
      submit.setEnabled(true);
    }
  }

  private void attempt(String account, String secret) {
    if (account.isEmpty() || secret.isEmpty()) {
      refuse("Enter both a name and a password.");
      return;
    }
    String session = VaadinSession.getCurrent().getSession().getId();
    Duration wait = brake.waitFor(account, session);
    if (!wait.isZero()) {
      refuse("Too many failed attempts. Try again in " + Times.span(wait.plusMillis(999)) + ".");
      return;
    }
    try {
      LogIn outcome = registry.accounts().logIn(account, secret, Sessions.origin());
      if (outcome instanceof LogIn.Entered entered) {
        brake.succeeded(account, session);
        enter(entered.account());
      } else if (outcome instanceof LogIn.Locked locked) {
        refuse("Too many failed attempts. Try again in " + Times.span(locked.remaining()) + ".");
      } else {
        brake.failed(account, session);
        log.info("console_login_failed account_length={}", account.length());
        refuse("Name and password do not belong together.");
      }
    } catch (RegistryException failed) {
      refuse(sentenceFor(failed));
    }
  }

  private static String sentenceFor(RegistryException failed) {
    return failed.code() == ErrorCode.DATABASE_AWAY
        ? "The registry's database does not answer, so nobody can log in right now."
            + " Your password was not checked; try again in a moment."
        : failed.getMessage() + ".";
  }

  private void refuse(String sentence) {
    failure.setText(sentence);
    failure.setVisible(true);
    password.clear();
    password.focus();
  }

  private void enter(Account account) {
    Sessions.renewId();
    new SignedIn(account, Instant.now()).enter(VaadinSession.getCurrent());
    log.info("console_login account={} role={}", account.username(), account.role());
    UI.getCurrent().getPage().setLocation(wanted.under(Sessions.contextPath()));
  }
}
