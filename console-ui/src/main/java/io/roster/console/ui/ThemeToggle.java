/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;

/** Switches between light, dark and the system's choice; the browser remembers it. */
@Tag("theme-toggle")
@JsModule("./components/theme-toggle.ts")
public final class ThemeToggle extends Component {}
