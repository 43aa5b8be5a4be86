/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.element;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import io.roster.testing.chromium.Chromium;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test class a {@link Stage}, cleared before each of its tests, all in one browser. */
final class OnStage implements ExecutionCondition, ParameterResolver, BeforeEachCallback {

  private static final Namespace NAMESPACE = Namespace.create(OnStage.class);

  /** What all classes share. */
  private static final class House implements AutoCloseable {

    private final Chromium chromium = new Chromium();
    private final Bundle bundle = new Bundle();
    // Far from UTC, so that a time in the wrong zone is seen.
    private final BrowserContext context =
        chromium
            .browser()
            .newContext(new Browser.NewContextOptions().setTimezoneId("Asia/Kolkata"));

    Stage stage() {
      return new Stage(context.newPage(), bundle.address());
    }

    @Override
    public void close() {
      chromium.close();
      bundle.close();
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return Chromium.isWanted()
        ? ConditionEvaluationResult.enabled("")
        : ConditionEvaluationResult.disabled("-Dbrowser.tests=skip");
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Stage.class;
  }

  @Override
  public Stage resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return stage(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    stage(context).clear();
  }

  private static Stage stage(ExtensionContext context) {
    if (context.getTestMethod().isPresent()) {
      return stage(context.getParent().orElseThrow());
    }
    House house =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(House.class, type -> new House(), House.class);
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Stage.class, type -> house.stage(), Stage.class);
  }
}
