/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console;

import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.theme.Theme;

/** The page around everything: our theme, and push, so that the fleet's changes arrive at once. */
@Push
@Theme("roster")
public class ConsoleShell implements AppShellConfigurator {}
