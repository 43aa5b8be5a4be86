/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.action;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.roster.console.account.SignedIn;
import io.roster.console.registry.Registry;
import io.roster.console.ui.TestId;
import io.roster.registry.command.Command;
import io.roster.registry.command.CommandRequest;
import io.roster.registry.command.Danger;
import io.roster.registry.command.Order;
import io.roster.registry.facts.EventFilter;
import io.roster.registry.facts.EventSort;
import io.roster.registry.page.Paging;
import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The one way in which the console asks before it does something: what will happen, why it is
 * wanted, and, where nothing can be taken back, the target's name typed by hand. What the person
 * saw goes along; when the target has changed since, the dialog says how and waits for a new
 * consent. It never repeats anything by itself.
 */
public final class ActionDialog extends Dialog {

  private static final int SHORTEST_REASON = 5;
  private static final int LONGEST_REASON = 200;
  private static final int CHANGES_SHOWN = 8;

  /** After these nobody knows whether it was done; the same key makes asking again safe. */
  private static final Set<ErrorCode> UNCERTAIN =
      Set.of(ErrorCode.DATABASE_AWAY, ErrorCode.STOPPING, ErrorCode.OVERLOADED, ErrorCode.INTERNAL);

  private static final Set<ErrorCode> CONFLICT =
      Set.of(ErrorCode.TARGET_CHANGED, ErrorCode.CONCURRENT_CHANGE);

  private final transient Action action;
  private final transient Registry registry;

  private final Span danger = new Span();
  private final UnorderedList consequences = new UnorderedList();
  private final Div failure = new Div();
  private final WhatChanged changes =
      new WhatChanged("action-changes", "Something that it stands on, such as its worker.");
  private final Div results = new Div();
  private final TextField reason = new TextField("Reason");
  private final TextField typedName = new TextField();
  private final Button cancel = new Button("Cancel", click -> close());
  private final Button confirm = new Button();

  private final transient List<Command> issued = new ArrayList<>();
  private final transient Set<Order> finished = new HashSet<>();
  private transient Outlook outlook = new Outlook();
  private String key = freshKey();

  /**
   * @param afterwards hears what was written down, once, when the dialog closes
   */
  public ActionDialog(Action action, Registry registry, Consumer<List<Command>> afterwards) {
    this.action = action;
    this.registry = registry;
    TestId.on(this, "action-dialog");
    addClassName("action-dialog");
    setOverlayRole("alertdialog");
    setCloseOnOutsideClick(false);
    setHeaderTitle(action.title());
    setWidth("32rem");
    add(content());
    getFooter().add(buttons());
    foresee();
    action.form().ifPresent(form -> form.onChange(this::foresee));
    // The safe button is the one that a quick Enter or Space hits.
    addOpenedChangeListener(
        change -> {
          if (change.isOpened()) {
            // Nothing behind it can be reached; the component shows that to eyes only.
            getElement().executeJs("this.$.overlay.setAttribute('aria-modal', 'true')");
            cancel.focus();
          } else if (!issued.isEmpty()) {
            afterwards.accept(List.copyOf(issued));
          }
        });
  }

  private Div content() {
    consequences.addClassName("consequences");
    TestId.on(danger, "action-danger");
    TestId.on(consequences, "action-consequences");
    failure.addClassNames("notice", "notice-bad");
    failure.getElement().setAttribute("role", "alert");
    TestId.on(failure, "action-failure");
    TestId.on(results, "action-results");
    results.addClassName("action-results");
    failure.setVisible(false);
    results.setVisible(false);
    Div content = new Div(failure, changes, results, danger, consequences);
    content.addClassName("stack");
    action.form().ifPresent(form -> content.add(form.fields()));
    content.add(reasonField(), nameField());
    return content;
  }

  private TextField reasonField() {
    TestId.on(reason, "action-reason");
    reason.setWidthFull();
    reason.setRequiredIndicatorVisible(true);
    reason.setMaxLength(LONGEST_REASON);
    reason.setValueChangeMode(ValueChangeMode.ON_BLUR);
    reason.setHelperText("It stays in the audit with your name");
    return reason;
  }

  private TextField nameField() {
    TestId.on(typedName, "action-name");
    typedName.setWidthFull();
    typedName.setRequiredIndicatorVisible(true);
    return typedName;
  }

  private Div buttons() {
    TestId.on(cancel, "action-cancel");
    TestId.on(confirm, "action-confirm");
    confirm.setText(action.verb());
    confirm.addClassName("confirm");
    confirm.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    confirm.setDisableOnClick(true);
    confirm.addClickListener(click -> confirmed());
    Div buttons = new Div(cancel, confirm);
    buttons.addClassName("action-buttons");
    return buttons;
  }

  /** Finds out anew what would happen, and shows it. */
  private void foresee() {
    outlook = Outlook.of(wanted(), registry.facts());
    Danger grade = outlook.danger();
    danger.setText(words(grade));
    danger.setClassName("danger danger-" + grade.name().toLowerCase(Locale.ROOT));
    confirm.setThemeName("primary" + (grade == Danger.REVERSIBLE ? "" : " error"));
    consequences.removeAll();
    outlook.sentences().forEach(line -> consequences.add(new ListItem(line)));
    typedName.setVisible(outlook.typed().isPresent());
    outlook.typed().ifPresent(name -> typedName.setLabel("Type " + name + " to go on"));
  }

  /** What is wanted and not yet done. */
  private List<Order> wanted() {
    List<Order> all =
        action
            .form()
            .map(form -> form.problem().isEmpty() ? List.of(form.order()) : List.<Order>of())
            .orElse(action.orders());
    return all.stream().filter(order -> !finished.contains(order)).toList();
  }

  private void confirmed() {
    try {
      Optional<String> problem = problem();
      if (problem.isPresent()) {
        refuse(problem.get());
      } else {
        carryOut();
      }
    } finally {
      confirm.setEnabled(true);
    }
  }

  private Optional<String> problem() {
    boolean reasonMissing = reason.getValue().strip().length() < SHORTEST_REASON;
    boolean otherName =
        outlook.typed().filter(name -> !name.equals(typedName.getValue().strip())).isPresent();
    reason.setInvalid(reasonMissing);
    typedName.setInvalid(otherName);
    Optional<String> inForm = action.form().flatMap(ActionForm::problem);
    if (inForm.isPresent()) {
      return inForm;
    }
    if (reasonMissing) {
      return Optional.of("Say why, in at least " + SHORTEST_REASON + " characters.");
    }
    return otherName ? Optional.of("What you typed is not the target's name.") : Optional.empty();
  }

  private void carryOut() {
    List<Order> orders = wanted();
    List<RegistryException> refusals = new ArrayList<>();
    results.removeAll();
    for (Order order : orders) {
      try {
        issued.add(registry.commands().issue(request(order), SignedIn.identity()));
        finished.add(order);
        result(order, "asked for", true);
      } catch (RegistryException refused) {
        refusals.add(refused);
        result(order, String.valueOf(refused.getMessage()), false);
        if (UNCERTAIN.contains(refused.code())) {
          // The next ones would wait for the same thing.
          break;
        }
      }
    }
    if (refusals.isEmpty()) {
      close();
    } else {
      results.setVisible(orders.size() > 1);
      refused(refusals.get(0));
    }
  }

  private CommandRequest request(Order order) {
    boolean one = action.orders().size() <= 1;
    return new CommandRequest(
        order,
        reason.getValue().strip(),
        one ? key : key + "/" + order.target(),
        outlook.seen(order),
        CommandRequest.USUAL_LIMIT);
  }

  private void result(Order order, String text, boolean good) {
    Span name = new Span(order.target());
    name.addClassName("mono");
    Div line = new Div(new Span(good ? "✓" : "×"), name, new Span(text));
    line.addClassNames("result", good ? "tone-good" : "tone-bad");
    results.add(line);
  }

  private void refused(RegistryException first) {
    if (UNCERTAIN.contains(first.code())) {
      refuse(
          first.getMessage()
              + ". It is not known whether this was done. Press "
              + action.verb()
              + " again when it answers: nothing is done twice.");
      return;
    }
    if (CONFLICT.contains(first.code())) {
      showChanges();
      foresee();
      refuse(
          "It is no longer as you saw it, so nothing was done. Look at what changed; to go on all"
              + " the same, press "
              + action.verb()
              + " again.");
    } else {
      refuse(first.getMessage() + ".");
    }
    // It was refused for certain, and whatever is asked for now is another request.
    key = freshKey();
  }

  private void showChanges() {
    List<Order> orders = wanted();
    long from = orders.stream().mapToLong(order -> outlook.seen(order).orElse(0)).min().orElse(0);
    Set<String> targets = orders.stream().map(Order::target).collect(Collectors.toSet());
    changes.show(
        registry
            .facts()
            .events(
                EventFilter.about(targets), Paging.byLast(EventSort.REVISION).ofSize(CHANGES_SHOWN))
            .entries()
            .stream()
            .filter(entry -> entry.revision() > from)
            .toList());
  }

  private void refuse(String sentence) {
    failure.setText(sentence);
    failure.setVisible(true);
    cancel.focus();
  }

  private static String words(Danger grade) {
    return switch (grade) {
      case REVERSIBLE -> "Can be taken back";
      case DISTURBING -> "Disturbs traffic";
      case IRREVERSIBLE -> "Cannot be taken back";
    };
  }

  private static String freshKey() {
    return "console-" + UUID.randomUUID();
  }
}
